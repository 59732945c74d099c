/* Runs in the head: asks for the page while the scripts are still being read. What Dash asks for
   first is known from the address; its own requests are answered with what has come, if they are the
   same to the letter, else they go their way. How old an answer may be counts from when it came. */
(function () {
    "use strict";
    const LONGEST_MILLISECONDS = 10000, PARTS = ["pathname", "search"];
    const fetched = window.fetch.bind(window), coming = new Map();
    const named = PARTS.map(function (part) { return "_pages_location." + part; });
    const page = JSON.stringify({
        output: ".._pages_content.children..._pages_store.data..",
        outputs: [{id: "_pages_content", property: "children"}, {id: "_pages_store", property: "data"}],
        inputs: PARTS.map(function (part) { return {id: "_pages_location", property: part, value: window.location[part]}; }),
        changedPropIds: named,
        parsedChangedPropsIds: named
    });

    function ask(path, body) {
        const how = {method: body ? "POST" : "GET", credentials: "same-origin", headers: {"Accept": "application/json", "Content-Type": "application/json"}};
        const answer = fetched(path, body ? Object.assign({body: body}, how) : how);
        const first = {body: body, came: Infinity};
        first.answer = answer.then(function (found) { first.came = Date.now(); return found; }).catch(function () { return null; });
        coming.set(path, first);
    }

    window.fetch = function (target, how) {
        const path = typeof target === "string" ? target.split("?")[0] : "", first = coming.get(path);
        coming.delete(path);
        const isSame = first && how && (how.body || null) === first.body && Date.now() - first.came < LONGEST_MILLISECONDS;
        if (!isSame) { return fetched(target, how); }
        return first.answer.then(function (answer) { return answer || fetched(target, how); });
    };

    ask("/_dash-layout", null);
    ask("/_dash-dependencies", null);
    ask("/_dash-update-component", page);
})();
