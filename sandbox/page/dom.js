/** Elements are built here: data enters the page as text nodes and attributes, never as markup. */

/**
 * Builds an element. Names starting with "on" are listeners, `dataset` is an object, `class` the class list;
 * null, undefined and false leave an attribute (or a child) out.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

/** Replaces everything inside `parent`. */
export function fill(parent, ...children) {
  parent.replaceChildren(...present(children));
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

const placed = new WeakMap();

/**
 * Makes the children of `parent` be `wanted`, an array of {key, stamp, build}. A child is kept while its stamp
 * (an array compared item by item) stays the same, so that open menus, playing media and selections survive.
 * A child that is gone leaves through `leave(node)`, which removes it when its animation is over.
 */
export function reconcile(parent, wanted, leave = (node) => node.remove()) {
  const before = placed.get(parent) ?? new Map();
  const after = new Map();
  for (const item of wanted) {
    const known = before.get(item.key);
    if (known && sameStamp(known.stamp, item.stamp)) after.set(item.key, known);
    else {
      const node = item.build(known?.node);
      if (known && known.node !== node) known.node.replaceWith(node);
      after.set(item.key, { node, stamp: item.stamp });
    }
  }
  const leaving = [...before].filter(([key]) => !after.has(key)).map(([, { node }]) => node);
  placed.set(parent, after);
  putInOrder(
    parent,
    [...after.values()].map(({ node }) => node),
  );
  leaving.forEach(leave);
}

function sameStamp(one, other) {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

function putInOrder(parent, nodes) {
  const ours = new Set(nodes);
  let cursor = parent.firstElementChild;
  for (const node of nodes) {
    while (cursor && !ours.has(cursor)) cursor = cursor.nextElementSibling;
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
}

/** Lets a node fade and fold before it goes; at once for people who asked for less motion. */
export function vanish(node) {
  if (!node.isConnected || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    node.remove();
    return;
  }
  node.removeAttribute("data-testid");
  node.inert = true;
  const height = node.offsetHeight;
  const animation = node.animate(
    [
      { height: `${height}px`, opacity: 1, transform: "scale(1)" },
      { height: `${height}px`, opacity: 0, transform: "scale(0.92)", offset: 0.5 },
      { height: 0, marginBlock: 0, opacity: 0, transform: "scale(0.92)" },
    ],
    { duration: 320, easing: "ease-in-out" },
  );
  animation.onfinish = animation.oncancel = () => node.remove();
}
