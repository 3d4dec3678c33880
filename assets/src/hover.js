// Says beside the pointer what a mark of a chart or map stands for. The table has it all; this is
// only quicker. What is pointed at is the same drawing again, laid unseen over the picture.

/** Lets this picture, which stands for an SVG of our own, tell of its marks. */
async function listen(picture) {
  const answer = await fetch(picture.currentSrc);
  // Without its drawing the picture stays as it is.
  if (!answer.ok) return;
  const read = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
  const drawing = document.importNode(read.documentElement, true);
  for (const each of drawing.querySelectorAll("*")) each.setAttribute("pointer-events", "none");
  for (const mark of drawing.querySelectorAll('.role-mark [role="graphics-symbol"][aria-label]')) {
    mark.setAttribute("pointer-events", "all");
  }
  drawing.setAttribute("class", "unseen");
  drawing.setAttribute("aria-hidden", "true");
  const tip = document.createElement("span");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  const frame = document.createElement("span");
  frame.className = "pointed";
  const whole = picture.closest("picture") ?? picture;
  whole.replaceWith(frame);
  frame.append(whole, drawing, tip);

  const hide = () => {
    tip.hidden = true;
  };
  drawing.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("[pointer-events=all]");
    if (!mark) return;
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const [around, here] = [frame.getBoundingClientRect(), mark.getBoundingClientRect()];
    const middle = (here.left + here.right) / 2 - around.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(middle, around.width - tip.offsetWidth))}px`;
    tip.style.top = `${here.top - around.top - tip.offsetHeight}px`;
  });
  frame.addEventListener("pointerleave", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}

/** Waits for the first pointer on each picture: who does not point fetches nothing. */
export function attend(page) {
  for (const picture of page.querySelectorAll("figure.chart img")) {
    picture.addEventListener("pointerenter", () => listen(picture), { once: true });
  }
}
