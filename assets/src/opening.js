// Puts a network that can be moved in the place of its still drawing, with buttons and keys.

/** Opens the network of this figure with `draw`; gives the hands by which it is moved and closed. */
export function open(figure, draw) {
  const place = figure.querySelector(".network");
  const chosen = figure.querySelector(".chosen");
  const controls = figure.querySelector(".controls");
  figure.querySelector(".still").hidden = true;
  place.hidden = false;
  controls.hidden = false;
  const drawing = draw(place, JSON.parse(figure.querySelector("script").textContent), (node) => {
    chosen.textContent = node.href ? "" : node.label;
    if (node.href) {
      const link = document.createElement("a");
      link.href = node.href;
      link.textContent = node.label;
      chosen.append(link);
    }
  });
  for (const button of controls.querySelectorAll("button[value]")) {
    button.addEventListener("click", () => drawing[button.value]());
  }
  const keys = {
    ArrowLeft: () => drawing.move(40, 0),
    ArrowRight: () => drawing.move(-40, 0),
    ArrowUp: () => drawing.move(0, 40),
    ArrowDown: () => drawing.move(0, -40),
    "+": () => drawing.closer(),
    "-": () => drawing.farther(),
    0: () => drawing.whole(),
    n: () => drawing.next(),
    p: () => drawing.previous(),
  };
  place.addEventListener("keydown", (event) => {
    const action = event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  return drawing;
}
