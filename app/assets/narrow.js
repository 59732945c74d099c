/* Charts on a telephone: no room is left beside the lines, so a page puts their names elsewhere.
   Wide again, the chart gets back what it had: a window is turned, a page is printed. */
(function () {
    "use strict";

    const NARROW_PIXELS = 480;
    const fitted = new WeakMap();  // what was changed of a chart when it became narrow, and what it had

    function valueAt(layout, path) {
        return path.split(/[.[\]]+/).filter(Boolean).reduce(function (part, name) { return part === undefined || part === null ? part : part[name]; }, layout);
    }

    function valuesOf(layout, changes) {
        return Object.fromEntries(Object.keys(changes).map(function (path) {
            const value = valueAt(layout, path);
            return [path, value === undefined ? null : value];
        }));
    }

    /* Whether a chart has still what it was given when narrow: a new answer draws it wide again. */
    function isFitted(found) {
        const before = fitted.get(found);
        return Boolean(before) && JSON.stringify(valuesOf(found.layout, before.changes)) === JSON.stringify(before.changes);
    }

    /* Fit a chart to its width, and say whether that is narrow; what is so already is not drawn
       again. `shape(layout)` gives what changes on a narrow chart, as Plotly.relayout takes it. */
    function narrow(found, shape) {
        const isNarrow = found.clientWidth < NARROW_PIXELS;
        if (isNarrow === isFitted(found)) { return isNarrow; }
        let changes;
        if (isNarrow) {
            changes = shape(found.layout);
            fitted.set(found, {changes: changes, wide: valuesOf(found.layout, changes)});
        } else {
            changes = fitted.get(found).wide;
            fitted.delete(found);
        }
        window.Plotly.relayout(found, changes);  // draws, which asks here again: so remembered first
        return isNarrow;
    }

    window.tirkeu = Object.assign(window.tirkeu || {}, {narrow: narrow});
})();
