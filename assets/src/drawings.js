// On a page with a still drawing of a network: a button that loads what can move it, and opens it.
import { open } from "./opening.js";

for (const figure of document.querySelectorAll("figure[data-network]")) {
  const button = figure.querySelector(".open");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { draw } = await import(figure.dataset.network);
      open(figure, draw);
      button.hidden = true;
      figure.querySelector(".network").focus();
    } catch {
      // The still drawing stays; a second try may succeed.
      button.disabled = false;
      figure.querySelector(".failed").hidden = false;
    }
  });
}
