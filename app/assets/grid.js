/* Brings the library of the grid with the first grid that is drawn, not with every page. */
(function () {
    "use strict";
    const SOURCE = "/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js";
    const React = window.React;
    let coming = null;

    function bring() {
        coming = coming || new Promise(function (come, fail) {
            const script = document.createElement("script");
            script.src = SOURCE;
            script.onload = function () { come(window.dash_ag_grid.AgGrid); };
            script.onerror = function () { coming = null; fail(new Error("the grid did not load")); };
            document.head.append(script);
        });
        return coming;
    }

    function AgGrid(props) {
        const [Real, setReal] = React.useState(null);
        React.useEffect(function () {
            let isHere = true;
            bring().then(function (found) { if (isHere) { setReal(function () { return found; }); } });
            return function () { isHere = false; };
        }, []);
        return Real ? React.createElement(Real, props) : React.createElement("div", {id: props.id, className: props.className, style: props.style, "aria-busy": "true"});
    }

    window.dash_ag_grid = {AgGrid: AgGrid};

    /* The editor of a cell comes a moment after the key that begins it, and what it holds is selected
       once more after that. Keys of this moment are kept for it, and what was typed is not selected. */
    const MOMENT_MILLISECONDS = 500;
    let begun = null;

    function cellOf(target) { return target && target.closest ? target.closest(".ag-cell[col-id]") : null; }

    function isTyped(event) { return event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey; }

    /* Escape gives up an edit at once: the library does so a moment later, and what was typed in
       that moment went with it. */
    function apiOf(cell) {
        for (let one = cell.closest(".ag-root-wrapper"); one; one = one.parentElement) {
            const api = one.id && window.dash_ag_grid.getApi(one.id);
            if (api) { return api; }
        }
        return null;
    }

    document.addEventListener("keydown", function (event) {
        const cell = event.key === "Escape" && cellOf(event.target), api = cell && apiOf(cell);
        if (!api) { return; }
        api.stopEditing(true);
        event.preventDefault();
    }, true);

    /* What is typed stands before anything else is pressed: a run that is started is one of it. */
    document.addEventListener("pointerdown", function (event) {
        const field = document.activeElement, cell = field && field.tagName === "INPUT" && cellOf(field);
        const api = cell && !cell.contains(event.target) && apiOf(cell);
        if (!api) { return; }
        api.stopEditing();
        window.tirkeu.typed();
    }, true);

    document.addEventListener("keydown", function (event) {
        const cell = cellOf(event.target);
        if (!cell || event.target !== cell || !isTyped(event)) { begun = null; return; }
        const isLater = begun && begun.cell === cell && event.timeStamp - begun.at < MOMENT_MILLISECONDS;
        if (!isLater) { begun = {cell: cell, keys: event.key, at: event.timeStamp}; return; }
        begun.keys += event.key;
        event.preventDefault();
        event.stopPropagation();
    }, true);

    document.addEventListener("focusin", function (event) {
        const cell = cellOf(event.target), field = event.target;
        if (!begun || begun.cell !== cell || field.tagName !== "INPUT") { return; }
        keep(field);
        if (begun.keys.length > 1) {
            field.value = begun.keys;
            field.dispatchEvent(new Event("input", {bubbles: true}));
        }
        begun = null;
    }, true);

    document.addEventListener("input", function (event) { if (cellOf(event.target)) { keep(event.target); } }, true);

    function keep(field) { field.select = function () { return undefined; }; }
})();
