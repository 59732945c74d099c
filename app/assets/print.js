/* Charts are as wide as the window; on paper they are as wide as the sheet. */
(function () {
    "use strict";
    const SHEET_PIXELS = 700;
    let changed = [];

    function fit() {
        changed = window.Plotly ? Array.from(document.querySelectorAll(".js-plotly-plot")).filter(function (one) { return one.layout && one.clientWidth; }) : [];
        changed.forEach(function (one) { window.Plotly.relayout(one, {width: SHEET_PIXELS, autosize: false}); });
    }

    function restore() {
        changed.forEach(function (one) { window.Plotly.relayout(one, {width: null, autosize: true}); });
        changed = [];
    }

    window.addEventListener("beforeprint", fit);
    window.addEventListener("afterprint", restore);
})();
