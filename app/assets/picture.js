/* Saves what stands in a card as a picture: texts, bars and charts become one SVG that needs
   nothing else, or a PNG of it. The light theme is taken, as on paper; what is painted on a canvas
   stands in the picture as points. */
(function () {
    "use strict";
    const SVG = "http://www.w3.org/2000/svg", SCALE = 2, PAD = 16, FOOT = 24, GAP = 8, ASCENT = 0.8;
    const SKIPPED = "details, button, input, select, textarea, [hidden], [data-picture], .norms-actions, .centres-files, .picture-files, .visually-hidden, .modebar-container, .hoverlayer";
    const CARDS = "[data-pictured], .detail-part, .card";
    const STYLES = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linejoin",
        "opacity", "display", "visibility", "font-size", "font-weight", "text-anchor", "paint-order"];
    const SIDES = ["Top", "Right", "Bottom", "Left"];

    function made(tag, attributes, text) {
        const element = document.createElementNS(SVG, tag);
        Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
        if (text !== undefined) { element.textContent = text; }
        return element;
    }

    function isSeen(colour) { return colour && colour !== "transparent" && !/,\s*0\)$/.test(colour); }

    /* ------------------------------------------------------------ what is drawn */
    function draw(card) {
        const ink = getComputedStyle(card), own = card.getBoundingClientRect();
        const pad = Math.max(0, PAD - parseFloat(ink.paddingLeft)), key = card.dataset.pictured && document.getElementById(card.dataset.pictured);
        const box = {left: own.left - pad, top: own.top - pad};
        const size = {width: Math.round(own.width + 2 * pad), height: Math.round(own.height + 2 * pad) + FOOT};
        const root = made("svg", Object.assign({xmlns: SVG, viewBox: "0 0 " + size.width + " " + size.height, "font-family": "Inter Variable, Noto Sans, sans-serif", style: "font-variant-numeric: tabular-nums"}, size));
        root.append(made("defs", {}), made("rect", {width: size.width, height: size.height, fill: "#ffffff"}));
        card.childNodes.forEach(function (child) { take(child, box, root); });
        if (key) { beneath(key, size, root); }
        foot(root, size, ink.color);
        shorten(root, size);
        return root;
    }

    /* What the marks mean, where that is said once for many pictures. */
    function beneath(key, size, root) {
        const range = document.createRange(), low = lowest(root) + GAP;
        range.selectNodeContents(key);
        const own = range.getBoundingClientRect();
        take(key, {left: own.left - PAD, top: own.top - low}, root);
        size.width = Math.max(size.width, Math.round(own.width) + 2 * PAD);
        size.height = Math.max(size.height, Math.round(low + own.height) + FOOT);
    }

    function take(node, box, root) {
        if (node.nodeType === Node.TEXT_NODE) { write(node, box, root); return; }
        if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED)) { return; }
        const style = getComputedStyle(node);
        if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") { return; }
        if (node instanceof SVGSVGElement) { root.append(copied(node, box)); return; }
        if (node instanceof HTMLCanvasElement) { root.append(painted(node, box)); return; }
        ground(node, style, box, root);
        node.childNodes.forEach(function (child) { take(child, box, root); });
    }

    /* A box: its ground, hatched where it is, and its borders. */
    function ground(node, style, box, root) {
        const own = node.getBoundingClientRect();
        if (!own.width && !own.height) { return; }
        const place = {x: own.left - box.left, y: own.top - box.top, width: own.width, height: own.height};
        const radius = style.borderTopLeftRadius.endsWith("%") ? Math.min(own.width, own.height) / 2 : parseFloat(style.borderTopLeftRadius) || 0;
        if (isSeen(style.backgroundColor)) { root.append(made("rect", Object.assign({rx: radius, fill: style.backgroundColor}, place))); }
        if (style.backgroundImage.startsWith("repeating-linear")) { root.append(made("rect", Object.assign({rx: radius, fill: hatch(style.backgroundImage, root)}, place))); }
        borders(style, place, radius, root);
    }

    function borders(style, place, radius, root) {
        const widths = SIDES.map(function (side) { return isSeen(style["border" + side + "Color"]) && style["border" + side + "Style"] !== "none" ? parseFloat(style["border" + side + "Width"]) : 0; });
        if (widths.every(Boolean)) {
            const half = widths[0] / 2;
            root.append(made("rect", {x: place.x + half, y: place.y + half, width: Math.max(0, place.width - 2 * half), height: Math.max(0, place.height - 2 * half), rx: radius, fill: "none", stroke: style.borderTopColor, "stroke-width": widths[0]}));
            return;
        }
        const right = place.x + place.width, bottom = place.y + place.height;
        const ends = [[place.x, place.y, right, place.y], [right, place.y, right, bottom], [place.x, bottom, right, bottom], [place.x, place.y, place.x, bottom]];
        widths.forEach(function (width, side) {
            if (!width) { return; }
            const [x1, y1, x2, y2] = ends[side], dashes = {dotted: "2 2", dashed: "5 4"}[style["border" + SIDES[side] + "Style"]] || "none";
            root.append(made("line", {x1: x1, y1: y1, x2: x2, y2: y2, stroke: style["border" + SIDES[side] + "Color"], "stroke-width": width, "stroke-dasharray": dashes}));
        });
    }

    function hatch(image, root) {
        const angle = (/(-?[\d.]+)deg/.exec(image) || [0, "45"])[1], name = "hatch-" + angle.replace(".", "-");
        const colour = (/rgba?\([^)]*\)/.exec(image) || ["#ffffff"])[0];
        if (!root.querySelector("#" + name)) {
            const pattern = made("pattern", {id: name, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(" + (Number(angle) - 90) + ")"});
            pattern.append(made("rect", {width: 2, height: 6, fill: colour}));
            root.firstChild.append(pattern);
        }
        return "url(#" + name + ")";
    }

    /* A text is broken where the page breaks it. */
    function write(node, box, root) {
        const style = getComputedStyle(node.parentElement), range = document.createRange(), words = /\S+\s*/g;
        let line = null, word;
        while ((word = words.exec(node.data)) !== null) {
            range.setStart(node, word.index);
            range.setEnd(node, word.index + word[0].trimEnd().length);
            const place = range.getClientRects()[0];
            if (!place || !place.width) { continue; }
            if (!line || Math.abs(line.top - place.top) > 2) {
                line = {top: place.top, element: made("text", {x: place.left - box.left, y: place.top - box.top + ASCENT * place.height, fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight}, "")};
                root.append(line.element);
            }
            line.element.textContent += word[0].replace(/\s+/g, " ");
        }
    }

    /* A chart: the same elements, with the styles that the page gives them written into them. */
    function copied(svg, box) {
        const own = svg.getBoundingClientRect(), copy = svg.cloneNode(true);
        const all = [svg, ...svg.querySelectorAll("*")], copies = [copy, ...copy.querySelectorAll("*")];
        all.forEach(function (element, number) {
            const style = getComputedStyle(element), to = copies[number];
            to.removeAttribute("class");
            to.removeAttribute("style");
            STYLES.forEach(function (name) {
                const value = style.getPropertyValue(name);
                if (value && value !== "none" || name === "fill" || name === "stroke") { to.setAttribute(name, value); }
            });
        });
        Object.entries({x: own.left - box.left, y: own.top - box.top, width: own.width, height: own.height}).forEach(function (one) { copy.setAttribute(one[0], one[1]); });
        return copy;
    }

    function painted(canvas, box) {
        const own = canvas.getBoundingClientRect();
        return made("image", {x: own.left - box.left, y: own.top - box.top, width: own.width, height: own.height, href: canvas.toDataURL()});
    }

    function foot(root, size, colour) {
        const said = document.querySelectorAll(".brand > *, .banner");
        const text = Array.from(said, function (one) { return one.textContent; }).join(" · ");
        root.append(made("text", {class: "foot", x: PAD, y: size.height - 10, fill: colour, "font-size": "12px", "fill-opacity": 0.75}, text));
    }

    function lowest(root) {
        let low = 0;
        root.querySelectorAll(":scope > :not(defs, .foot)").forEach(function (one, number) {
            if (number === 0) { return; }
            const at = Number(one.getAttribute("y") || one.getAttribute("y2") || 0), high = one.localName === "text" ? 4 : Number(one.getAttribute("height") || 0);
            low = Math.max(low, at + high);
        });
        return low;
    }

    /* What was left out below, such as the table, leaves no hole. */
    function shorten(root, size) {
        const height = Math.round(Math.min(size.height, lowest(root) + PAD + FOOT));
        root.setAttribute("width", size.width);
        root.setAttribute("height", height);
        root.setAttribute("viewBox", "0 0 " + size.width + " " + height);
        root.querySelector("rect").setAttribute("width", size.width);
        root.querySelector("rect").setAttribute("height", height);
        root.querySelector(".foot").setAttribute("y", height - 10);
        size.height = height;
    }

    /* ------------------------------------------------------------ how it is saved */
    let faces = null;

    function fonts() {
        if (!faces) {
            const rules = Array.from(document.styleSheets).flatMap(function (sheet) { return Array.from(sheet.cssRules); });
            faces = Promise.all(rules.filter(function (rule) { return rule instanceof CSSFontFaceRule; }).map(embedded));
        }
        return faces;
    }

    function embedded(rule) {
        const source = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue("src"));
        if (!source) { return ""; }
        return window.fetch(new URL(source[1], rule.parentStyleSheet.href)).then(function (answer) { return answer.blob(); }).then(function (blob) {
            return new Promise(function (done) {
                const reader = new FileReader();
                reader.onload = function () { done(rule.cssText.replace(source[0], 'url("' + reader.result + '")')); };
                reader.readAsDataURL(blob);
            });
        });
    }

    function offer(blob, name) {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = name;
        link.click();
        window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    }

    function asPoints(blob, size, name) {
        const image = new Image(), canvas = document.createElement("canvas");
        canvas.width = SCALE * size.width;
        canvas.height = SCALE * size.height;
        image.onload = function () {
            canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
            URL.revokeObjectURL(image.src);
            canvas.toBlob(function (points) { offer(points, name + ".png"); });
        };
        image.src = URL.createObjectURL(blob);
    }

    function drawnInLight(card) {
        const page = document.documentElement, theme = page.getAttribute("data-mantine-color-scheme");
        const turn = function (to) {
            page.setAttribute("data-mantine-color-scheme", to);
            document.dispatchEvent(new CustomEvent("tirkeu:theme")); // what is painted is painted anew
        };
        turn("light");
        try { return draw(card); } finally { turn(theme); }
    }

    /* A file is named after its page, its chart and, where it is not the law's, its scenario. */
    const LONGEST_SCENARIO = 40;

    function chartOf(card) {
        if (card.id) { return card.id; }
        const inner = Array.from(card.querySelectorAll("[id]")).find(function (one) { return !one.closest("svg"); });
        if (inner && !card.dataset.pictured) { return inner.id; }
        const around = card.closest("[id]"), all = Array.from(around.querySelectorAll("[data-pictured]"));
        return around.id + "-" + (all.indexOf(card) + 1);
    }

    function scenarioOf() {
        const box = document.getElementById("scenario"), name = document.getElementById("scenario-name");
        if (!box || !name || name.textContent === box.dataset.baseline) { return []; }
        const plain = name.textContent.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, LONGEST_SCENARIO);
        return [plain.replace(/^-|-$/g, "")].filter(Boolean);
    }

    function nameOf(card) {
        const page = window.location.pathname.split("/").filter(Boolean).pop() || "overview";
        const own = new RegExp("^(" + page + "|" + page.split("-").pop() + ")-");
        return ["tirkeu", page, chartOf(card).replace(own, "")].concat(scenarioOf()).join("-");
    }

    function save(card, kind) {
        const drawn = drawnInLight(card), name = nameOf(card);
        const size = {width: Number(drawn.getAttribute("width")), height: Number(drawn.getAttribute("height"))};
        return fonts().then(function (known) {
            drawn.prepend(made("style", {}, known.join("\n")));
            const blob = new Blob([new XMLSerializer().serializeToString(drawn)], {type: "image/svg+xml"});
            if (kind === "svg") { offer(blob, name + ".svg"); } else { asPoints(blob, size, name); }
        });
    }

    document.addEventListener("click", function (event) {
        const button = event.target.closest && event.target.closest("[data-picture]");
        const card = button && button.closest(CARDS);
        if (card) { save(card, button.dataset.picture); }
    });
})();
