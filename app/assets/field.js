/* Draws the native fields of app/components/field.py: the browser keeps their values. */
(function () {
    "use strict";
    const KNOWN = new Set([
        "type", "min", "max", "step", "inputMode", "autoComplete", "className", "maxLength",
        "disabled", "aria-label", "aria-labelledby", "aria-describedby", "aria-invalid", "aria-valuetext", "data-law",
    ]);

    function Field(props) {
        const attributes = {id: props.id, defaultValue: props.value};
        Object.keys(props.named).forEach(function (name) {
            if (KNOWN.has(name)) { attributes[name] = props.named[name]; }
        });
        return window.React.createElement("input", attributes);
    }

    window.tirkeu = Object.assign(window.tirkeu || {}, {Field: Field});
})();
