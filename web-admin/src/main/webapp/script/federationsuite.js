/* Renews the numbers of a page from time to time, and does nothing else. Pages are whole without it. */
(function () {
  'use strict';

  var PAUSE = 5000;
  /* A page that nobody looks at must not keep a login alive for ever. */
  var IDLE = 600000;
  var source = document.querySelector('[data-live-source]');
  var touched = Date.now();
  var timer;

  if (!source || !window.fetch) {
    return;
  }

  function show(values) {
    document.querySelectorAll('[data-live]').forEach(function (element) {
      var value = values[element.getAttribute('data-live')];
      if (value !== undefined && element.textContent !== value) {
        element.textContent = value;
      }
    });
  }

  function renew() {
    if (document.hidden || Date.now() - touched > IDLE) {
      return;
    }
    window.fetch(source.getAttribute('data-live-source'), {credentials: 'same-origin', redirect: 'error'})
      .then(function (answer) {
        if (!answer.ok) {
          throw new Error(String(answer.status));
        }
        return answer.json();
      })
      .then(show)
      .catch(function () {
        /* Logged out, or the server is gone: the page stays as it is. */
        window.clearInterval(timer);
      });
  }

  ['keydown', 'pointerdown', 'pointermove', 'scroll'].forEach(function (sign) {
    window.addEventListener(sign, function () {
      touched = Date.now();
    }, {passive: true});
  });
  timer = window.setInterval(renew, PAUSE);
}());
