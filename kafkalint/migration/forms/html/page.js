
"use strict";
(() => {
  const table = document.querySelector(".producers");
  if (!table) return;
  const bodies = [...table.tBodies];
  const texts = new Map(bodies.map((body) => [body, body.textContent.toLowerCase()]));
  const filters = document.querySelector(".filters");
  const fields = [...filters.querySelectorAll("input, select")];
  const shown = document.querySelector("#shown");

  const fits = (body, field) => {
    const wanted = field.value.trim();
    if (!wanted) return true;
    if (field.type === "search") return wanted.toLowerCase().split(/\s+/).every((word) => texts.get(body).includes(word));
    return JSON.parse(body.dataset[field.name]).includes(wanted);
  };
  const filter = () => {
    let left = 0;
    for (const body of bodies) {
      body.hidden = !fields.every((field) => fits(body, field));
      left += body.hidden ? 0 : 1;
    }
    shown.textContent = `${left} of ${bodies.length} producers shown`;
  };
  const clear = () => {
    for (const field of fields) field.value = "";
    filter();
  };
  for (const field of fields) field.addEventListener("input", filter);
  filters.querySelector("button").addEventListener("click", clear);

  const order = new Intl.Collator("en", { numeric: true });
  const key = (body, column) => {
    const cell = body.rows[0].cells[column];
    return cell.dataset.rank ?? cell.textContent;
  };
  const sort = (header, column) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = [...bodies].sort((one, other) => order.compare(key(one, column), key(other, column)) * (down ? -1 : 1));
    table.append(...sorted);
  };
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", () => sort(header, column));
    header.replaceChildren(button);
  });

  const visit = () => {
    const body = bodies.find((one) => `#${one.id}` === location.hash);
    if (!body) return;
    if (body.hidden) clear();
    body.querySelector("details").open = true;
    body.scrollIntoView();
  };
  window.addEventListener("hashchange", visit);
  filters.hidden = false;
  filter();
  visit();
})();
