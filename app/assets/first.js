/* Takes the frame that the server has sent away as soon as the page stands, before it is painted. */
(function () {
    "use strict";
    const watching = new MutationObserver(take);

    function take() {
        const first = document.getElementById("first");
        if (!document.querySelector("#react-entry-point .frame")) { return; }
        watching.disconnect();
        if (first) { first.remove(); }
    }
    watching.observe(document.body || document.documentElement, {childList: true, subtree: true});
    take();
})();
