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
})();
