// The glue between a page and its module, which computes all numbers and texts with the sources of the program.
(async () => {
  const root = document.currentScript.closest(".playground");
  const all = selector => root.querySelectorAll(selector);
  const first = selector => root.querySelector(selector);
  const [field, mirror, bits] = [first("textarea"), first(".text"), first(".bits")];
  const settings = JSON.parse(first(".settings").dataset.settings);
  // From here on no other script runs. A page has a policy of its own in the head; a file of all pages has none.
  const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]");
  const meta = document.createElement("meta");
  policy?.after(Object.assign(meta, {httpEquiv: policy.httpEquiv, content: settings.policy}));
  let wasm, page, caret, padding, timer;

  // Bytes go to the module, and come from it, through places that it lends.
  const unpack = async (name, format) => {
    const packed = Uint8Array.from(atob(first(name).textContent), letter => letter.charCodeAt());
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  const put = (bytes, use) => {
    const place = wasm.playground_allocate(bytes.length);
    new Uint8Array(wasm.memory.buffer).set(bytes, place);
    const result = use(place, bytes.length);
    wasm.playground_release(place);
    return result;
  };
  const take = kind => {
    const size = wasm.playground_size(page, kind);
    const place = wasm.playground_allocate(size);
    wasm.playground_take(page, kind, place);
    const copy = wasm.memory.buffer.slice(place, place + size);
    wasm.playground_release(place);
    return copy;
  };
  const [numbers, edited, spoken, changes] = [0, 2, 3, 4];
  const words = kind => new TextDecoder().decode(take(kind));

  // A change is a selector, attributes and children; a child is a text, or a name with attributes and children.
  const build = node =>
    typeof node === "string" ? node : dress(document.createElement(node[0]), ...node.slice(1));
  const dress = (element, attributes, children) => {
    Object.entries(attributes).forEach(pair => element.setAttribute(...pair));
    if (children) element.replaceChildren(...children.map(build));
    return element;
  };
  // Tables follow the text while they are open.
  const paint = part => {
    const tables = (first(".words-figure [open]") ? 2 : 0) | (first(".row-figure [open]") ? 4 : 0);
    wasm.playground_paint(page, part | tables, caret);
    JSON.parse(words(changes)).forEach(([selector, ...change]) =>
      all(selector).forEach(each => dress(each, ...change)));
  };
  const read = text => put(new TextEncoder().encode(text), (place, size) =>
    wasm.playground_answer(page, place, size, padding));
  const answer = (delay = 50) => {
    read(field.value);
    paint(1);
    first(".share").href = `#${new URLSearchParams({text: field.value, ...(padding && {pad: padding})})}`;
    clearTimeout(timer);
    timer = setTimeout(text => { first("[data-show=live]").textContent = text; }, delay, words(spoken));
    root.dispatchEvent(new CustomEvent("answer", {detail: [...new Float64Array(take(numbers))]}));
  };
  const edit = ({edit, pad = 0}) => {
    wasm.playground_edit(page, edit, caret, Math.random() * 2 ** 31);
    field.value = words(edited).slice(0, field.maxLength);
    if (caret >= 0) field.setSelectionRange(caret, caret);
    padding += +pad;
    answer();
  };
  const open = link => {
    field.value = (link.get("text") ?? settings.text).slice(0, field.maxLength);
    padding = Math.min(4096, Math.max(0, parseInt(link.get("pad"), 10) || 0));
    caret = -1;
    answer(700);
  };
  const linked = () => new URLSearchParams(location.hash.slice(1));

  try {
    const [module, model] = await Promise.all([unpack(".module", "gzip"), unpack(".model", "deflate")]);
    wasm = (await WebAssembly.instantiate(module)).instance.exports;
    page = put(model, wasm.playground_open);
    read(settings.text);
    const count = take(numbers).byteLength / 8;
    const isSame = BigInt.asUintN(64, wasm.playground_digest(page)) === BigInt(settings.digest);
    const said = isSame ? "same" : settings.isHalf ? "half" : "other";
    bits.textContent = bits.dataset[said].replace("COUNT", count);
    all(".live").forEach(each => { each.hidden = false; });
    root.classList.add("is-live");
    mirror.setAttribute("aria-hidden", "true");
    open(linked());
    field.addEventListener("input", () => {
      caret = field.selectionStart;
      answer(field.value.length < field.maxLength ? 700 : 50);
    });
    ["click", "keyup"].forEach(event => field.addEventListener(event, () => {
      caret = field.selectionStart;
      paint(0);
    }));
    all("[data-edit]").forEach(button => button.addEventListener("click", () => edit(button.dataset)));
    first(".reset").addEventListener("click", () => open(new URLSearchParams()));
    all("details").forEach(details => details.addEventListener("toggle", () => paint(0)));
    addEventListener("hashchange", () => linked().has("text") && open(linked()));
    root.dataset.ready = Math.round(performance.now());
  } catch (error) {
    root.classList.add("is-off");
    bits.textContent = `${bits.dataset.failed} (${error.message})`;
  }
})();
