// Search and sorting for the list of reviews. Without it, every review is still on one of the pages of the list.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = script.getAttribute("src").slice(0, -"assets/list.js".length);
  const { files, count, selection } = script.dataset;
  const table = document.querySelector("table.picks");
  if (!table) return;
  const body = table.tBodies[0];
  const own = [...body.rows];
  const links = new Map(own.map((row) => [row.querySelector("a").getAttribute("href"), row]));
  const most = 100;
  let reviews, shown = most;

  // A page opened from a folder can load scripts, but not data.
  const parts = [];
  window.reportReviews = (number, rows) => { parts[number - 1] = rows; };
  const load = (number) => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = `${root}assets/list-${number}.js`;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
  const loadAll = async () => {
    if (reviews) return;
    await Promise.all([...Array(Number(files)).keys()].map((file) => load(file + 1)));
    reviews = parts.flat().map(([path, title, excerpt, verdict, confidence, label, right], place) => (
      { path, title, excerpt, verdict, confidence, label, right, place, text: fold(`${title} ${excerpt} ${path}`) }
    ));
  };

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const isWrong = (review) => review.label !== null && !review.right;
  const selections = {
    all: () => true, right: (review) => review.right, wrong: isWrong, unsure: (review) => review.confidence <= 0.6,
  };
  const orders = {
    given: (a, b) => a.place - b.place,
    "most confident first": (a, b) => b.confidence - a.confidence,
    "least confident first": (a, b) => a.confidence - b.confidence,
    "wrong first": (a, b) => isWrong(b) - isWrong(a) || b.confidence - a.confidence,
    "by title": (a, b) => a.title.localeCompare(b.title),
  };

  const add = (parent, name, text, properties = {}) => {
    const element = Object.assign(document.createElement(name), properties);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };
  const row = (review) => {
    const known = links.get(root + review.path);
    if (known) return known;
    const row = document.createElement("tr");
    const head = add(row, "th", "", { scope: "row" });
    add(head, "a", review.title, { href: root + review.path });
    add(head, "span", review.excerpt, { className: "excerpt", dir: "auto" });
    add(row, "td", "", { className: "c2" });
    add(row, "td", review.verdict, { className: "left" });
    const mark = add(row, "td", review.label === null ? "–" : review.right ? "right" : "wrong",
      { className: isWrong(review) ? "left mark wrong" : "left mark" });
    if (review.label !== null) add(mark, "span", review.label, { className: "sub" });
    return row;
  };

  const form = document.createElement("form");
  form.className = "search";
  form.setAttribute("role", "search");
  form.addEventListener("submit", (event) => event.preventDefault());
  const search = add(add(form, "label", "Search\u00a0"), "input", "", { type: "search", autocomplete: "off" });
  const sort = add(add(form, "label", "Sort\u00a0"), "select");
  for (const name of Object.keys(orders)) add(sort, "option", name === "given" ? "as on this page" : name, { value: name });
  const status = add(form, "output", "");
  const more = add(document.createElement("p"), "button", "Show more", { type: "button", className: "more" });
  more.parentElement.hidden = true;

  const navigation = (name, isHidden) => {
    const links = document.querySelector(`nav[aria-label="${name}"]`);
    if (links) links.hidden = isHidden;
  };
  const update = async () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const isIdle = words.length === 0 && sort.value === "given";
    for (const name of ["Reviews by label", "Pages of the list"]) navigation(name, !isIdle);
    if (isIdle) {
      status.textContent = "";
      more.parentElement.hidden = true;
      return body.replaceChildren(...own);
    }
    try { await loadAll(); } catch { status.textContent = "The list could not be loaded."; return; }
    const found = reviews
      .filter((review) => selections[selection](review) && words.every((word) => review.text.includes(word)))
      .sort(orders[sort.value]);
    body.replaceChildren(...found.slice(0, shown).map(row));
    more.parentElement.hidden = found.length <= shown;
    status.textContent = `${found.length} of ${count}`;
  };
  search.addEventListener("input", () => { shown = most; update(); });
  sort.addEventListener("change", () => { shown = most; update(); });
  more.addEventListener("click", () => { shown += most; update(); });

  // The choice of an order does what the links to the orders do.
  navigation("Order of the reviews", true);
  const list = table.closest(".scroll") ?? table;
  list.before(form);
  list.after(more.parentElement);
})();
