/** Arrows at the edges of a strip that is wider than its window. */

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SLACK = 4;

/** Puts an arrow on each side of `strip` (a child of a positioned element) while there is more that way. */
export function addEdgeArrows(strip) {
  const arrow = (side, label, direction) =>
    el(
      "button",
      {
        type: "button",
        class: `edge ${side}`,
        "aria-label": label,
        hidden: true,
        onclick: () => step(strip, direction),
      },
      icon(side),
    );
  const left = arrow("left", "Колонки левее", -1);
  const right = arrow("right", "Колонки правее", 1);
  const show = () => {
    left.hidden = strip.scrollLeft < SLACK;
    right.hidden = strip.scrollLeft + strip.clientWidth > strip.scrollWidth - SLACK;
  };
  strip.after(left, right);
  strip.addEventListener("scroll", show, { passive: true });
  new ResizeObserver(show).observe(strip);
  new MutationObserver(show).observe(strip, { childList: true });
}

function step(strip, direction) {
  const width = strip.firstElementChild?.offsetWidth ?? strip.clientWidth;
  strip.scrollBy({ left: direction * width, behavior: "smooth" });
}
