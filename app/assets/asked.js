/* What a page asks of its callbacks, one thing after the other: each is asked of the screen that
   the one before has made. What was not answered in time is asked again, before all others. */
(function () {
    "use strict";

    const PATIENCE_MILLISECONDS = 5000, MOST_TRIES = 3;
    let count = 0;

    /* `page.root` returns the page's element, null where another page is shown; `page.store` is the
       id of the store that the callback listens to; `page.joined` may return one thing in place of
       two that wait behind each other, or null. */
    function queue(page) {
        let flying = null, timer = 0, waiting = [], root = null;

        function fresh() {
            if (page.root() === root) { return; }
            root = page.root();
            waiting = [];
            land();
        }

        function land() {
            window.clearTimeout(timer);
            flying = null;
        }

        function send(one) {
            count += 1;
            flying = Object.assign({}, one, {count: count, tries: one.tries + 1});
            timer = window.setTimeout(late, PATIENCE_MILLISECONDS * flying.tries);
            window.dash_clientside.set_props(one.store, {data: Object.assign({}, one.asked, {count: count})});
        }

        function next() {
            if (!flying && waiting.length) { send(waiting.shift()); }
        }

        function late() {
            const one = flying;
            land();
            fresh();
            if (root && one && one.again && one.tries < MOST_TRIES) { waiting.unshift(one); }
            next();
        }

        /* Ask for something that the reader did. */
        function tell(asked) {
            fresh();
            const last = waiting[waiting.length - 1];
            const both = last && !last.tries && page.joined ? page.joined(last.asked, asked) : null;
            if (both) { last.asked = both; } else { waiting.push({store: page.store, asked: asked, again: true, tries: 0}); }
            next();
        }

        /* Look how far a run is, through a store of its own, where nothing else is asked. */
        function look(store) {
            fresh();
            if (root && !flying && !waiting.length) { send({store: store, asked: {}, again: false, tries: 0}); }
        }

        /* Hear which one was answered, by its count. */
        function answered(number) {
            if (flying && flying.count === number) { land(); }
            next();
        }

        /* Return what the answer of this count knows nothing of yet, in the order of asking. */
        function unanswered(number) {
            const ahead = flying && flying.count !== number ? [flying] : [];
            return ahead.concat(waiting).map(function (one) { return one.asked; });
        }

        return {tell: tell, look: look, answered: answered, unanswered: unanswered};
    }

    window.tirkeu = Object.assign(window.tirkeu || {}, {queue: queue});
})();
