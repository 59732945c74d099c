/* What a page asks of its callbacks, one thing after the other: each is asked of the screen that
   the one before has made. What was not answered in time is asked again, before all others. */
(function () {
    "use strict";

    const PATIENCE_MILLISECONDS = 5000, MOST_TRIES = 3, PARTING_MILLISECONDS = 3000, ARRIVING_MILLISECONDS = 300;
    const queues = [];
    let count = 0, parting = null, isLeaving = false, arriving = 0, isPressed = false;
    const delayed = [];

    function isOpen() { return arriving > 0 || queues.some(function (one) { return one.isOpen(); }); }

    /* Say that what was typed into a grid is on its way here, as something else is pressed. All else
       comes after it, and nothing is asked before the press has ended: what is drawn anew under a
       finger is not clicked. */
    function typed() {
        isPressed = true;
        window.clearTimeout(arriving);
        arriving = window.setTimeout(arrived, ARRIVING_MILLISECONDS);
    }

    function released() {
        if (!isPressed) { return; }
        window.setTimeout(function () {
            isPressed = false;
            queues.forEach(function (one) { one.next(); });
        });
    }

    ["pointerup", "pointercancel"].forEach(function (name) { document.addEventListener(name, released, true); });

    function arrived() {
        window.clearTimeout(arriving);
        arriving = 0;
        delayed.splice(0).forEach(function (tell) { tell(); });
        if (parting && !isOpen()) { depart(); }
    }

    /* A link that is pressed before what was typed has been answered waits for the answer: until
       then the address that goes along knows nothing of it. */
    function depart() {
        const link = parting && (document.contains(parting) ? parting : document.querySelector('a[href="' + CSS.escape(parting.getAttribute("href")) + '"]'));
        parting = null;
        isLeaving = true;
        if (link) { link.click(); }
        isLeaving = false;
    }

    function isPlain(event, link) {
        return !event.defaultPrevented && !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
            && link.origin === window.location.origin && !link.target && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#");
    }

    document.addEventListener("click", function (event) {
        const link = event.target.closest && event.target.closest("a[href]");
        if (!link || isLeaving || !isPlain(event, link) || !isOpen()) { return; }
        event.preventDefault();
        event.stopImmediatePropagation();
        if (!parting) { window.setTimeout(depart, PARTING_MILLISECONDS); }
        parting = link;
    }, true);

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
            if (!isPressed && !flying && waiting.length) { send(waiting.shift()); }
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
            if (arriving && asked.act !== "cells") { delayed.push(function () { tell(asked); }); return; }
            fresh();
            const last = waiting[waiting.length - 1];
            const both = last && !last.tries && page.joined ? page.joined(last.asked, asked) : null;
            if (both) { last.asked = both; } else { waiting.push({store: page.store, asked: asked, again: true, tries: 0}); }
            next();
            if (arriving) { arrived(); }
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
            if (parting && !isOpen()) { depart(); }
        }

        /* Return what the answer of this count knows nothing of yet, in the order of asking. */
        function unanswered(number) {
            const ahead = flying && flying.count !== number ? [flying] : [];
            return ahead.concat(waiting).map(function (one) { return one.asked; });
        }

        function isAwaited() { return root !== null && page.root() === root && (waiting.length > 0 || Boolean(flying && flying.again)); }

        queues.push({isOpen: isAwaited, next: next});
        return {tell: tell, look: look, answered: answered, unanswered: unanswered};
    }

    window.tirkeu = Object.assign(window.tirkeu || {}, {queue: queue, typed: typed});
})();
