/* Runs in the head: the remembered theme is there before the first paint. */
(function () {
    "use strict";
    const KEY = "mantine-color-scheme-value";
    let scheme = null;
    try { scheme = window.localStorage.getItem(KEY); } catch (refused) { /* private windows may refuse */ }
    if (scheme !== "light" && scheme !== "dark") {
        scheme = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    }
    document.documentElement.setAttribute("data-mantine-color-scheme", scheme);

    window.tirkeuTheme = function () {
        const next = document.documentElement.getAttribute("data-mantine-color-scheme") === "dark" ? "light" : "dark";
        document.documentElement.setAttribute("data-mantine-color-scheme", next);
        try { window.localStorage.setItem(KEY, next); } catch (refused) { /* then it lasts until the window closes */ }
    };
})();
