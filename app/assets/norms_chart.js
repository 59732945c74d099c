/* The chart of the Norms page: it is fitted to its width, the reader's norm lies above it, a click
   or a drag picks another one. */
(function () {
    "use strict";

    const AXIS = [5.9, 30.1];
    const NARROW_MARGIN = 12;

    let root = null, mark = null, dragged = null, placed = null;

    function at(id) { return document.getElementById(id); }

    function graph() {
        const found = document.querySelector("#norms-graph .js-plotly-plot");
        return found && found.layout && window.Plotly ? found : null;
    }

    /* The reader's norm lies above the chart, so that moving it draws nothing anew. */
    function place() {
        const lies = at("norms-mark");
        if (!lies) { return; }
        lies.hidden = !mark;
        if (!mark) { return; }
        const top = Number(lies.dataset.top), isKnown = mark.low !== null;
        const shares = {"--y": mark.share, "--low": isKnown ? mark.low : mark.share, "--high": isKnown ? mark.high : mark.share};
        lies.style.setProperty("--x", (mark.norm - AXIS[0]) / (AXIS[1] - AXIS[0]));
        Object.keys(shares).forEach(function (name) { lies.style.setProperty(name, 1 - shares[name] / top); });
        lies.lastElementChild.textContent = mark.label;
        shapeMark(lies);
    }

    function shapeMark(lies) {
        const norm = 10 * (AXIS[0] + Number(lies.style.getPropertyValue("--x")) * (AXIS[1] - AXIS[0]));
        lies.classList.toggle("norms-mark-left", norm < 100);
        lies.classList.toggle("norms-mark-law", (norm / 10).toFixed(1) === root.dataset.norm);
    }

    /* A telephone has no room beside the lines: their names stand above their ends. */
    function shape() {
        const changes = {"margin.r": NARROW_MARGIN, "annotations[0].y": 0, "annotations[0].yanchor": "bottom"};
        [1, 2].forEach(function (number) {
            const name = "annotations[" + number + "].", isFirst = number === 1;
            Object.assign(changes, {[name + "xanchor"]: "right", [name + "xshift"]: 0, [name + "yshift"]: isFirst ? 16 : -8, [name + "yanchor"]: isFirst ? "bottom" : "top"});
        });
        return changes;
    }

    function fit() {
        const found = graph();
        if (!found || !root) { return; }
        const isNarrow = window.tirkeu.narrow(found, shape), lies = at("norms-mark");
        if (lies) {
            lies.classList.toggle("norms-mark-narrow", isNarrow);
            shapeMark(lies);
        }
    }

    function atPointer(event, found) {
        const box = found.getBoundingClientRect(), margin = found.layout.margin;
        const part = (event.clientX - box.left - margin.l) / (box.width - margin.l - margin.r);
        return Math.round((AXIS[0] + part * (AXIS[1] - AXIS[0])) * 10);
    }

    function pick(event) {
        document.dispatchEvent(new CustomEvent("norms:picked", {detail: atPointer(event, dragged)}));
    }

    document.addEventListener("pointerdown", function (event) {
        const found = event.button === 0 && event.target.closest && event.target.closest("#norms-graph") && graph();
        if (!found || !root) { return; }
        dragged = found;
        pick(event);
    });
    document.addEventListener("pointermove", function (event) { if (dragged && root) { pick(event); } });
    ["pointerup", "pointercancel"].forEach(function (name) {
        document.addEventListener(name, function () { dragged = null; });
    });

    /* ------------------------------------------------------------ a page comes, a norm moves */
    document.addEventListener("norms:marked", function (event) {
        mark = event.detail;
        place();
    });

    function follow() {
        const found = at("norms");
        if (found === root) { return; }
        root = found;
        mark = root ? JSON.parse(root.dataset.mark) : null;
        dragged = null;
    }

    new MutationObserver(function () {
        follow();
        const lies = root && at("norms-mark");
        if (lies && lies !== placed) {
            placed = lies;
            if (mark) { place(); } else { shapeMark(lies); }
        }
        const drawn = root && graph();
        if (drawn && !drawn.dataset.followed) {
            drawn.dataset.followed = "true";
            drawn.on("plotly_afterplot", fit);
            fit();
        }
    }).observe(document.documentElement, {childList: true, subtree: true});
})();
