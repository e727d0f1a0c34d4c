/* Pictures of charts: each with its title, subtitle, notes and source line, its fonts and its colours of the light page.
   Everything is made of what the page holds; nothing is asked of anybody. */
(() => {
"use strict";
const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 8, SLIDE = [960, 540], SLIDE_MARGIN = 36, DOTS = {page: 220, slide: 144};
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "opacity"];
const TYPE = ["font-size", "font-weight", "font-style", "text-anchor"];
const USUAL = {"fill-opacity": "1", "stroke-opacity": "1", "stroke-dasharray": "none", "stroke": "none", "opacity": "1",
  "font-style": "normal", "text-anchor": "start", "stroke-linecap": "butt", "stroke-linejoin": "miter",
  "stroke-width": "1px"};
const pen = document.createElement("canvas").getContext("2d");

function node(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* What no line parts: words, amounts, and the signs that stand with them. */
function pieces(element) {
  const found = [], parts = new Intl.Segmenter(document.documentElement.lang, {granularity: "word"});
  const walk = where => {
    for (const child of where.childNodes) {
      if (child.nodeType === 3) found.push(...Array.from(parts.segment(child.data), s => s.segment));
      else if (child.matches("cc-u")) found.push(child.textContent);
      else if (!child.matches(".cc-csv, .cc-save, .cc-paper")) walk(child);
    }
  };
  walk(element);
  const kept = [];
  for (const piece of found.join("\u0000").replace(/[ \n]+/g, " ").split("\u0000")) {
    const last = kept.length ? kept[kept.length - 1] : " ";
    const open = /[\s\u200b]$/.test(last) || /^[\s\u200b]/.test(piece)
      || (/[\u2e80-\uffef]$/.test(last) && !/[（「『《“]$/.test(last)) || /^[\u3400-\u9fff]/.test(piece);
    if (kept.length && !(open && !/^[，。；：、）」』》！？％%’”,.;:)\]\u2060]/.test(piece) && !/[\u2060\u00a0（「『《“(\[]$/.test(last)))
      kept[kept.length - 1] += piece;
    else kept.push(piece);
  }
  return kept;
}

function lines(element, font, wide) {
  pen.font = font;
  const told = [""];
  for (const piece of pieces(element)) {
    const line = told[told.length - 1] + piece;
    if (told[told.length - 1].trim() && pen.measureText(line.trimEnd()).width > wide) told.push(piece.trimStart());
    else told[told.length - 1] = line;
  }
  return told.map(line => line.replace(/[\u200b\u2060]/g, "").trim()).filter(Boolean);
}

/* What the classes of drawings declare. */
const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]);
const looks = new Map(rules.filter(rule => rule.selectorText?.startsWith(".cc-chart .cc-"))
  .map(rule => [rule.selectorText.slice(".cc-chart .".length), rule.style]));

/* A drawing without classes and variables: each look as the light page computes it. */
function plain(drawing) {
  const copy = drawing.cloneNode(true);
  const light = document.createElement("div");
  light.style.cssText = "color-scheme:light;position:absolute;visibility:hidden;width:0;height:0;overflow:hidden";
  light.append(copy);
  drawing.parentNode.append(light);
  for (const element of copy.querySelectorAll("*")) {
    if (/^(title|desc|defs|clipPath)$/.test(element.tagName)) continue;
    const look = getComputedStyle(element), shared = looks.get(element.getAttribute("class"));
    const keys = /^(text|tspan)$/.test(element.tagName) ? [...LOOKS, ...TYPE] : LOOKS;
    /* What is drawn elsewhere looks as it is told there, but for what it says itself. */
    const told = element.closest("defs") ? keys.filter(key => element.hasAttribute(key)
      || element.style.getPropertyValue(key) || shared?.getPropertyValue(key)) : keys;
    /* A phone enlarges small type; a picture has it as it was drawn. */
    const size = element.style.fontSize || shared?.fontSize;
    element.dataset.look = told.map(key => [key, key === "font-size" && size || look.getPropertyValue(key)])
      .filter(([key, value]) => value && value !== USUAL[key]).map(pair => pair.join(":")).join(";");
  }
  light.remove();
  for (const element of copy.querySelectorAll("*")) {
    for (const name of ["class", "style", ...LOOKS, ...TYPE]) element.removeAttribute(name);
    if (element.dataset.look) element.setAttribute("style", element.dataset.look);
    delete element.dataset.look;
  }
  for (const told of copy.querySelectorAll("title, desc")) told.remove();
  for (const name of copy.getAttributeNames()) if (!/^(viewBox|xmlns)/.test(name)) copy.removeAttribute(name);
  return copy;
}

/* The light page's colour of a variable. */
function colour(figure, name) {
  const probe = document.createElement("i");
  probe.style.cssText = `color-scheme:light;color:var(${name});display:none`;
  figure.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const shown = element => element.getClientRects().length > 0;

function picture(figure) {
  const drawings = [...figure.querySelectorAll(".cc-body svg.cc-chart")].filter(shown);
  const family = getComputedStyle(drawings[0]).fontFamily;
  const sizes = drawings.map(d => d.viewBox.baseVal);
  const wide = +Math.max(...sizes.map(s => s.width)).toFixed(2);
  const drawn = node("g", {"font-family": family});
  let down = MARGIN;
  const write = (element, size, weight, name) => {
    for (const line of lines(element, `${weight} ${size}px ${family}`, wide)) {
      down += size * 1.3;
      drawn.append(node("text", {x: MARGIN, y: (down - size * .25).toFixed(1),
        style: `font-size:${size}px;font-weight:${weight};fill:${colour(figure, name)}`}, line));
    }
  };
  drawn.append(node("path", {d: `M${MARGIN} ${MARGIN}h${wide}`, stroke: colour(figure, "--cc-heading"), "stroke-width": .8}));
  write(figure.querySelector(".cc-number"), 7.4, 400, "--cc-muted");
  write(figure.querySelector(".cc-title"), 11, 600, "--cc-heading");
  write(figure.querySelector(".cc-subtitle"), 8, 400, "--cc-muted");
  down += 5;
  drawings.forEach((drawing, n) => {
    const copy = plain(drawing);
    for (const [key, value] of Object.entries({x: MARGIN, y: down.toFixed(1), width: sizes[n].width, height: sizes[n].height}))
      copy.setAttribute(key, value);
    drawn.append(copy);
    down += sizes[n].height;
  });
  down += 4;
  const under = [...figure.querySelectorAll(":scope > .cc-notes > li:not(.cc-paper)"), figure.querySelector(":scope > .cc-source")];
  for (const note of under) if (note) write(note, 7, 400, "--cc-muted");
  const title = figure.querySelector(".cc-title").textContent.replace(/[\u200b\u2060]/g, "");
  return {drawn, title, about: drawings[0].querySelector("desc")?.textContent ?? "", wide: wide + 2 * MARGIN, high: down + MARGIN};
}

/* The whole file: on a sheet of its own, or in the middle of a slide. */
function file(figure, size) {
  const {drawn, title, about, wide, high} = picture(figure);
  const [across, along] = size === "slide" ? SLIDE : [wide, high];
  const root = node("svg", {viewBox: `0 0 ${across} ${along.toFixed(1)}`, width: `${across}pt`, height: `${along.toFixed(1)}pt`,
    role: "img"});
  const used = getComputedStyle(figure).fontFamily, slanted = /font-style:italic/.test(drawn.outerHTML);
  const faces = rules.filter(rule => rule instanceof CSSFontFaceRule
    && used.includes(rule.style.getPropertyValue("font-family").replace(/["']/g, ""))
    && (rule.style.getPropertyValue("font-style") !== "italic" || slanted)).map(rule => rule.cssText).join("");
  if (size === "slide") {
    const factor = Math.min((across - 2 * SLIDE_MARGIN) / wide, (along - 2 * SLIDE_MARGIN) / high);
    drawn.setAttribute("transform", `translate(${((across - wide * factor) / 2).toFixed(2)} ${((along - high * factor) / 2).toFixed(2)})`
      + ` scale(${factor.toFixed(4)})`);
  }
  root.append(node("title", {}, title), node("desc", {}, about), node("style", {}, faces),
    node("rect", {width: "100%", height: "100%", fill: "#fff"}), drawn);
  return {text: new XMLSerializer().serializeToString(root), across, along};
}

async function dots({text, across, along}, size) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas"), scale = DOTS[size] / 72;
  canvas.width = Math.round(across * scale);
  canvas.height = Math.round(along * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done, "image/png"));
}

async function save(figure, form, size) {
  await document.fonts.ready;
  const made = file(figure, size);
  const blob = form === "svg" ? new Blob([made.text], {type: "image/svg+xml"}) : await dots(made, size);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${figure.id}${size === "slide" ? "-slide" : ""}.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

const template = document.getElementById("cc-pictures");
for (const figure of document.querySelectorAll("figure.cc-exhibit[id]")) {
  const place = figure.querySelector(":scope > .cc-source");
  if (!place || !figure.querySelector(".cc-body svg.cc-chart")) continue;
  const buttons = template.content.cloneNode(true);
  for (const button of buttons.querySelectorAll("button")) {
    const name = figure.querySelector(".cc-number").textContent;
    button.setAttribute("aria-label", button.getAttribute("aria-label").replace("{exhibit}", name));
    button.addEventListener("click", () => save(figure, button.dataset.form, button.dataset.size));
  }
  place.append(buttons);
}
})();
