/* Draws the trees of app/components/drawing.py: elements only, never markup. */
(function () {
    "use strict";
    const TAGS = new Set(["svg", "g", "a", "path", "line", "rect", "circle", "polygon", "text", "tspan", "title", "desc"]);

    function element(node, key) {
        if (typeof node === "string") { return node; }
        const [tag, attributes, ...children] = node;
        if (!TAGS.has(tag)) { return null; }
        return window.React.createElement(tag, Object.assign({key: key}, attributes), ...children.map(element));
    }

    function Drawing(props) {
        return window.React.createElement("div", {id: props.id, className: props.className}, element(props.tree, 0));
    }

    window.tirkeu = Object.assign(window.tirkeu || {}, {Drawing: Drawing});
})();
