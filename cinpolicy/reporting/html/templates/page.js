"use strict";
// Without this everything is shown; with it, rows can be filtered.
for (const form of document.querySelectorAll("form.filters")) {
  const rows = [...document.getElementById(form.dataset.table).querySelectorAll("tr.row")];
  const bodies = new Set(rows.map((row) => row.parentElement));
  const chosen = (by) => form.querySelector(`[data-by="${by}"]`);
  const fits = (row) => {
    const section = chosen("section").value, topic = chosen("topics").value, kind = chosen("kind").value;
    return (!section || row.parentElement.dataset.section === section)
      && (!topic || row.dataset.topics.split(" ").includes(topic))
      && (!kind || row.dataset.kind === kind)
      && (!chosen("differs").checked || row.dataset.differs === "yes");
  };
  const show = () => {
    for (const row of rows) row.hidden = !fits(row);
    for (const body of bodies) body.hidden = !body.querySelector("tr.row:not([hidden])");
    const shown = rows.filter((row) => !row.hidden).length;
    const none = shown ? "" : ": no row is all of what is chosen";
    form.querySelector(".shown").textContent = `${shown} of ${rows.length} rows shown${none}`;
    const section = chosen("section").value;
    const within = rows.filter((row) => !section || row.parentElement.dataset.section === section);
    for (const by of ["topics", "kind"]) {
      const there = new Set(within.flatMap((row) => row.dataset[by].split(" ")));
      for (const one of chosen(by).options) one.disabled = Boolean(one.value) && !there.has(one.value);
    }
  };
  const button = form.querySelector("button");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(open));
    for (const row of rows) for (const one of row.querySelectorAll("details")) one.open = open;
  });
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.reset();
  form.hidden = false;
  show();
}
// A link to a cell opens its explanation, and lets its row be seen should a filter hide it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const cell = link && document.getElementById(link.getAttribute("href").slice(1));
  const row = cell && cell.closest("tr.row");
  if (!row) return;
  if (row.hidden) {
    const form = document.querySelector(`form[data-table="${row.closest("table").id}"]`);
    form.reset();
    form.dispatchEvent(new Event("change"));
  }
  for (const one of cell.querySelectorAll("details")) one.open = true;
});
