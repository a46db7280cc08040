/*
 * Renews a page from time to time, and copies a text. Pages are whole without it.
 *
 * The element with data-live-source has the address of new values. An element with data-live shows the value of that name, one
 * with data-live-class has it as its class.
 * Where the value "print" is no longer what the source has in data-live-print, there is more to show than numbers: then the
 * page is fetched again, and the elements with data-live-part get what is in those of the same id there.
 */
(function () {
  'use strict';

  var PAUSE = 5000;
  /* A page that nobody looks at must not keep a login alive for ever. */
  var IDLE = 600000;
  var source = document.querySelector('[data-live-source]');
  var touched = Date.now();
  var busy = false;
  var timer;

  function ask(address) {
    return window.fetch(address, {credentials: 'same-origin', redirect: 'error'}).then(function (answer) {
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer;
    });
  }

  function show(values) {
    document.querySelectorAll('[data-live]').forEach(function (element) {
      var value = values[element.getAttribute('data-live')];
      if (value !== undefined && element.textContent !== value) {
        element.textContent = value;
      }
    });
    document.querySelectorAll('[data-live-class]').forEach(function (element) {
      var look = values[element.getAttribute('data-live-class')];
      if (look !== undefined && element.className !== look) {
        element.className = look;
      }
    });
    if (values.print !== undefined && values.print !== source.getAttribute('data-live-print')) {
      return ask(window.location.href).then(function (answer) {
        return answer.text();
      }).then(replace);
    }
    return undefined;
  }

  /* What has the focus stays as it is until it has lost it: nobody likes to be thrown out of a link. */
  function replace(html) {
    var page = new window.DOMParser().parseFromString(html, 'text/html');
    var all = true;
    document.querySelectorAll('[data-live-part]').forEach(function (part) {
      var other = page.getElementById(part.id);
      if (part.contains(document.activeElement)) {
        all = false;
      } else if (other) {
        part.replaceChildren.apply(part, Array.from(other.childNodes));
      }
    });
    if (all) {
      source.setAttribute('data-live-print', page.querySelector('[data-live-source]').getAttribute('data-live-print'));
    }
    offerCopies();
  }

  function renew() {
    if (busy || document.hidden || Date.now() - touched > IDLE) {
      return;
    }
    busy = true;
    ask(source.getAttribute('data-live-source')).then(function (answer) {
      return answer.json();
    }).then(show).catch(function () {
      /* Logged out, or the server is gone: the page stays as it is. */
      window.clearInterval(timer);
    }).then(function () {
      busy = false;
    });
  }

  function copy(button) {
    var field = document.getElementById(button.getAttribute('data-copy'));
    var told = document.getElementById(button.getAttribute('aria-describedby'));
    /* Without TLS browsers have no clipboard for scripts; the older way works there, too. */
    field.select();
    if (document.execCommand('copy')) {
      told.textContent = button.getAttribute('data-copied');
    }
    button.focus();
  }

  function offerCopies() {
    document.querySelectorAll('button[data-copy][hidden]').forEach(function (button) {
      button.hidden = false;
      button.addEventListener('click', function () {
        copy(button);
      });
    });
  }

  offerCopies();
  if (!source || !window.fetch) {
    return;
  }
  ['keydown', 'pointerdown', 'pointermove', 'scroll'].forEach(function (sign) {
    window.addEventListener(sign, function () {
      touched = Date.now();
    }, {passive: true});
  });
  timer = window.setInterval(renew, Number(source.getAttribute('data-live-pause')) || PAUSE);
}());
