// The glue between a page and its module, which computes every number with the sources of the program.
(async () => {
  const root = document.currentScript.closest(".playground"), $ = selector => root.querySelector(selector);
  const settings = JSON.parse($(".settings").dataset.settings), isLogit = settings.target === "logit";
  // From here on no other script runs. A page with a policy of its own has it in the head; a file of all pages has none.
  const policy = document.querySelector("meta[http-equiv=Content-Security-Policy]");
  policy?.after(Object.assign(document.createElement("meta"), {httpEquiv: policy.httpEquiv, content: settings.policy}));
  const [field, mirror, bits] = ["textarea", ".text", ".bits"].map($);
  let wasm, model, now, padding = 0, isPlaced = false, timer;

  const bytes = async (name, format) => {
    const packed = Uint8Array.from(atob($(name).textContent), letter => letter.charCodeAt());
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  const put = (array, use) => {
    const place = wasm.playground_allocate(array.length);
    new Uint8Array(wasm.memory.buffer).set(array, place);
    const result = use(place);
    wasm.playground_release(place);
    return result;
  };
  const take = kind => {
    const size = wasm.playground_size(model, kind), place = wasm.playground_allocate(size);
    wasm.playground_take(model, kind, place);
    const copy = wasm.memory.buffer.slice(place, place + size);
    wasm.playground_release(place);
    return copy;
  };
  const words = kind => new TextDecoder().decode(take(kind));
  const ask = text => {
    const input = new TextEncoder().encode(text);
    put(input, place => wasm.playground_answer(model, place, input.length, padding));
    const list = [...new Float64Array(take(0))], rest = list.slice(17), next = (count, size) =>
      size ? Array.from({length: count}, () => rest.splice(0, size)) : rest.splice(0, count);
    const [verdict, subject, value, start, pad, special, , positions, , empty, K, C, D, W, N, first, last] = list;
    next(K);
    return {
      list, verdict, subject, value, start, rest: pad + special, positions, empty, names: words(1).split("\n"),
      probabilities: next(C), starts: next(C), gradient: next(D), directions: next(W, 2), words: next(N, 4).slice(first, last),
      scores: rest, parts: new Int32Array(take(2)),
    };
  };

  // Numbers as the program prints them.
  const fixed = (number, digits, plus = "") => {
    const size = Math.round(Math.abs(number) * 10 ** digits) / 10 ** digits;
    return (size === 0 ? "" : number < 0 ? "−" : plus) + size.toFixed(digits);
  };
  const percent = (share, digits) => `${fixed(100 * share, digits)}\u202F%`;
  const output = number => isLogit ? fixed(number, 3) : percent(number, 2);
  const change = number => isLogit ? fixed(number, 3, "+") : fixed(100 * number, 2, "+");
  const small = number => {
    const [digits, power] = number.toExponential(1).replaceAll("-", "−").split("e");
    return number ? `${digits} × 10${power.replace(/./g, sign => ({"+": "", "−": "⁻"}[sign] ?? "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign]))}` : "0";
  };
  const moved = number => number === 0 ? "nothing changed, not even the last bit of the output" : Math.abs(number) < 1e-9
    ? `the output changed by rounding only, ${small(number)}` : `the output moved by ${change(number)} ${isLogit ? "logits" : "points"}`;
  const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  const show = (name, text) => root.querySelectorAll(`[data-show=${name}]`).forEach(each => { each.textContent = text; });
  const set = (element, attributes, text) => {
    Object.entries(attributes).forEach(pair => element.setAttribute(...pair));
    if (text) element.textContent = text;
  };
  const make = (element, name, ...content) => {
    const made = document.createElement(element);
    if (name) made.className = name;
    made.append(...content);
    return made;
  };
  const look = (score, isKnown) => {
    const step = settings.thresholds.filter(points => Math.abs(100 * score) >= points).length;
    return `t${isKnown ? "" : " unknown"}${step ? ` ${score < 0 ? "n" : "p"}${step}` : ""}`;
  };
  const paintText = () => {
    const parts = [], text = field.value;
    now.texts = [];
    for (let index = 0, end = 0; index < now.parts.length; index += 2) {
      const [length, word] = now.parts.subarray(index, index + 2), part = text.slice(end, end += length);
      if (word >= 0) now.texts.push(part);
      parts.push(word === -1 ? part : word === -2 ? make("s", "unread", part)
        : make("span", look(now.scores[word], now.words[word][3]), part));
    }
    mirror.replaceChildren(...parts, "\n");
  };
  const paintBars = () => {
    const meter = $(".meter svg"), at = share => `${(100 * share).toFixed(2)}%`;
    const place = share => ({x: at(share), "text-anchor": share < 0.15 ? "start" : share > 0.85 ? "end" : "middle"});
    if (meter) {
      const p = now.probabilities[settings.meter], start = now.starts[settings.meter];
      set($(".meter .track + rect"), {class: p < 0.5 ? "neg" : "pos", x: at(Math.min(p, 0.5)), width: at(Math.abs(p - 0.5))});
      [...meter.querySelectorAll("line")].slice(-2).forEach(line => set(line, {x1: at(start), x2: at(start)}));
      set($(".meter .strong"), place(p), percent(p, 1));
      const visibility = Math.abs(start - p) > 0.2 ? "visible" : "hidden";
      set($(".meter .from"), {...place(start), visibility}, `baseline ${percent(start, 0)}`);
      set($(".meter desc"), {}, `${percent(p, 1)}; ${percent(start, 1)} at the baseline.`);
    }
    [...$(".classes tbody")?.rows ?? []].forEach((row, index) => {
      const isVerdict = index === now.verdict, name = settings.classes[index];
      set(row.querySelector("rect"), {class: isVerdict ? "pos" : "flat-bar", width: 100 * now.probabilities[index]});
      row.cells[0].replaceChildren(isVerdict ? make("strong", "", name) : name);
      row.cells[2].textContent = percent(now.probabilities[index], 1);
    });
  };
  const fill = (figure, rows) => $(`${figure} details`).open && $(`${figure} tbody`).replaceChildren(...rows.map(
    ([name, ...cells]) => {
      const head = make("th", "", name);
      head.scope = "row";
      return make("tr", "", head, ...cells.map(cell => make("td", "num", cell)));
    }));
  const paintRow = () => {
    const largest = Math.max(...now.gradient.map(Math.abs)) || 1;
    $(".row .ink-fill").setAttribute("d", now.gradient.map((entry, index) => `M${index}.15 1h.7v${-entry / largest}h-.7z`).join(""));
    $(".points-to").replaceChildren(...now.directions.map(([, rise], index) =>
      make("li", "", make("span", "word", now.names[index]), " ", make("span", "num", change(rise)))));
  };
  const paintTables = () => {
    fill(".words-figure", now.texts.map((text, word) => [text, change(now.scores[word]), now.words[word][2]]));
    fill(".row-figure", now.gradient.map((entry, index) => [index + 1, small(entry)]));
  };
  const chosen = () => isPlaced ? wasm.playground_word(model, field.selectionStart) : now.scores.reduce((best, score, word) =>
    Math.abs(score) > Math.abs(now.scores[best] ?? 0) ? word : best, now.scores.length ? 0 : -1);
  const nameWord = () => show("word", chosen() < 0 ? "a word" : `“${[...now.texts[chosen()]].slice(0, 16).join("")}”`);
  const paint = (tell = () => "") => {
    now = ask(field.value);
    const report = tell(), verdict = settings.classes[now.verdict], sum = now.scores.reduce((total, score) => total + score, 0);
    const sentence = `${verdict[0].toUpperCase()}${verdict.slice(1)}, ${percent(now.probabilities[now.verdict], 1)}`;
    const shown = {
      verdict: sentence, start: output(now.start), count: plural(now.scores.length, "word"), sum: change(sum), rest: change(now.rest),
      value: output(now.value), subject: settings.classes[now.subject], report,
      positions: `${plural(now.positions, "position")}, ${now.empty} of padding`,
    };
    Object.entries(shown).forEach(pair => show(...pair));
    [paintText, paintBars, paintRow, paintTables, nameWord].forEach(part => part());
    const text = new TextDecoder().decode(new TextEncoder().encode(field.value));  // A lone surrogate has no address.
    $(".share").href = `#text=${encodeURIComponent(text)}${padding ? `&pad=${padding}` : ""}`;
    clearTimeout(timer);
    timer = setTimeout(() => show("live", `${report} ${sentence}`), report ? 50 : 700);
    root.dispatchEvent(new CustomEvent("answer", {detail: now.list}));
  };
  const edit = (kind, done) => {
    const before = now.value, word = chosen(), text = now.texts[word], caret = field.selectionStart;
    if (kind < 3 && word < 0) return paint(() => "There is no word.");
    if (kind === 4) padding += 64;
    else {
      wasm.playground_edit(model, kind, word, Math.random() * 2 ** 31);
      field.value = words(3).slice(0, field.maxLength);
      if (isPlaced) field.setSelectionRange(caret, caret);
    }
    paint(() => `${done.replace("WORD", () => text)}: ${moved(now.value - before)}.`);
  };
  const linked = () => new URLSearchParams(location.hash.slice(1));
  const open = link => {
    field.value = (link.get("text") ?? settings.text).slice(0, field.maxLength);
    padding = Math.min(4096, Math.max(0, parseInt(link.get("pad"), 10) || 0));
    isPlaced = false;
    paint();
  };

  try {
    const [module, packed] = await Promise.all([bytes(".module", "gzip"), bytes(".model", "deflate")]);
    wasm = (await WebAssembly.instantiate(module)).instance.exports;
    model = put(packed, place => wasm.playground_open(place, packed.length));
    const count = ask(settings.text).list.length;
    const isSame = BigInt.asUintN(64, wasm.playground_digest(model)) === BigInt(settings.digest);
    bits.textContent = isSame ? bits.dataset.same.replace("COUNT", count) : settings.isHalf ? bits.dataset.half : bits.dataset.other;
    root.querySelectorAll(".live").forEach(each => { each.hidden = false; });
    root.classList.add("is-live");
    mirror.setAttribute("aria-hidden", "true");
    open(linked());
    field.addEventListener("input", () => {
      isPlaced = true;
      paint(() => field.value.length < field.maxLength ? "" : `The text ends here, at ${field.maxLength} characters.`);
    });
    ["click", "keyup"].forEach(event => field.addEventListener(event, () => { isPlaced = true; nameWord(); }));
    root.querySelectorAll("[data-edit]").forEach(button =>
      button.addEventListener("click", () => edit(+button.dataset.edit, button.dataset.done)));
    $(".reset").addEventListener("click", () => open(new URLSearchParams()));
    root.querySelectorAll("details").forEach(details => details.addEventListener("toggle", paintTables));
    addEventListener("hashchange", () => linked().has("text") && open(linked()));
    root.dataset.ready = Math.round(performance.now());
  } catch (error) {
    root.classList.add("is-off");
    bits.textContent = `${bits.dataset.failed} (${error.message})`;
  }
})();
