"""Starts the program: a subcommand goes to the command line, none opens the window.  Builds and joins its parts."""

import faulthandler
import logging
import os
import signal
import sys
import threading
from logging.handlers import RotatingFileHandler

from app import cli, settings
from app.errors import UserError
from app.preferences import SYSTEM
from app.services.computing import use_device
from app.services.preferences import begin_with_preferences
from app.version import NAME, VERSION

log = logging.getLogger(__name__)

_LOG_BYTES = 1_000_000


def main(argv=None) -> int:
    return cli.main(sys.argv[1:] if argv is None else argv, open_window=_open_window, write_pdf=_write_pdf)


def _write_pdf(report, path):
    """For the command line: Qt needs no screen for it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PyQt5.QtCore import qInstallMessageHandler
    from PyQt5.QtGui import QGuiApplication

    qInstallMessageHandler(lambda kind, context, text: log.info("Qt: %s", text))  # not among the answer
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    from app import report_pdf

    report_pdf.write(report, path)
    del app  # not before: without it there are no fonts


def _open_window(options) -> int:
    """``options`` has ``data`` and ``model`` (folders, or None for the usual ones), and ``theme``, ``text_size``,
    ``language`` and ``device``, None for what is remembered."""
    sys.excepthook = _log_exception  # first of all: without one, PyQt aborts on an exception in a slot
    threading.excepthook = lambda failure: _log_exception(*failure[:3])
    try:
        folder = settings.data_dir(options.data)
        use_device(options.device, None)  # refuses nonsense in the environment, with nothing open yet
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        if isinstance(error, settings.DataFolderGone):
            _tell(error.notice)
        return cli.Exit.USER_ERROR
    _log_to(settings.log_path(folder))
    crash = keep_crashes(settings.crash_path(folder))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C in the terminal ends the window; recordings are on disk
    from PyQt5.QtCore import QTimer

    from app.first_paint import show_painted

    app = _qt_application()
    preferences, notice = _dress(app, folder, options)
    use_device(options.device, preferences.device)
    is_open, key = _opened(app, folder)
    if not is_open:
        _end(0)
    window = _window(app)
    show_painted(window)  # what works behind it takes as long again to load
    program = _program(window, folder, options, preferences, notice, key)
    sys.excepthook = program.report_exception
    QTimer.singleShot(0, program.begin)
    if crash:
        QTimer.singleShot(0, lambda: program.report_crash(crash))
    code = app.exec()
    program.end()
    if _begins_anew(app, program, folder, key):
        _begin_anew()
    _end(code)


def _begins_anew(app, program, folder, key):
    """What is left to do once the window is gone; and whether the program then begins anew."""
    if program.change:
        from app import locking

        locking.rewrite(app, program.change)
    if program.is_copy_wanted and program.window.wants_restart:
        from app import damage

        return damage.offer(app, folder, key)
    return program.begins_anew or program.window.wants_restart


def _opened(app, folder):
    """Whether the window may open, and the ``Key`` of a gallery that has one.  Where a backup took the place of a
    damaged one, the program begins anew."""
    from app.services import protecting
    from app.services.damage import is_damaged

    is_open, key = True, None
    if protecting.is_protected(folder):
        from app import locking

        is_open, key = locking.ask_for_key(app, folder)
    if is_open and is_damaged(folder, key):
        from app import damage

        if damage.offer(app, folder, key):
            _begin_anew()
        return False, None
    return is_open, key


def _begin_anew():
    logging.shutdown()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # no key and no voice is left in memory


def _end(code):
    logging.shutdown()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    # All is saved and closed.  Python, Qt and the sound system taking each other apart now and then crash.
    os._exit(code)


def _qt_application():
    from PyQt5.QtCore import Qt, QtFatalMsg, qInstallMessageHandler
    from PyQt5.QtWidgets import QApplication

    from app.collecting import Collector

    said = []

    def explain(kind, context, text):
        said.append(text)
        if kind == QtFatalMsg:  # Qt aborts the process as soon as this returns
            log.critical("Qt cannot start: %s", " ".join(said))
            logging.shutdown()
            sys.stderr.write("There is no screen to open the window on. Use it from a desktop, or see --help.\n")
            os._exit(cli.Exit.USER_ERROR)

    # Nothing here is drawn by OpenGL, and its libraries take 50 MB of memory and 50 ms.
    os.environ.setdefault("QT_XCB_GL_INTEGRATION", "none")
    QApplication.setAttribute(Qt.AA_EnableHighDpiScaling)
    QApplication.setAttribute(Qt.AA_UseHighDpiPixmaps)
    qInstallMessageHandler(explain)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    Collector(app).start()
    app.setApplicationName(NAME)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("gluonar")  # what a desktop knows the window by
    return app


def _tell(notice):
    """To somebody who clicked on an icon: they see no terminal, and there is no window yet to tell it in."""
    app = _qt_application()
    from PyQt5.QtWidgets import QMessageBox

    from app import language

    language.use(app)
    words = f"{language.told(notice.title)}\n\n{language.told(notice.advice)}"
    QMessageBox.critical(None, app.applicationName(), words)


def build(app, folder, options):
    """Everything dressed and joined, but not begun: a ``Program``."""
    preferences, notice = _dress(app, folder, options)
    return _program(_window(app), folder, options, preferences, notice)


def _dress(app, folder, options):
    """In what is remembered, or was typed: the ``Preferences``, and what there is to say about them."""
    from app import language, theme

    preferences, notice = begin_with_preferences(folder)
    language.use(app, _unless_system(options.language or preferences.language))
    theme.apply(
        app,
        _unless_system(options.theme or preferences.theme),
        (options.text_size or preferences.text_size) / 100,
    )
    return preferences, notice


def _window(app):
    from app import theme
    from app.domain import MIN_SPEECH_S
    from app.window import MainWindow

    with theme.dressed_at_last(app):
        return MainWindow(MIN_SPEECH_S)


def _program(window, folder, options, preferences, notice, key=None):
    from app.program import Program

    is_given = settings.given_dir(options.data) is not None
    about = {"is_folder_given": is_given, "preferences": preferences, "notice": notice}
    return Program(folder, options.model, window=window, key=key, **about)


def _unless_system(choice):
    return None if choice == SYSTEM else choice


class PrivateLog(RotatingFileHandler):
    """Names of speakers and of files may be in it, so only its owner can read it."""

    def _open(self):
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=settings.open_private)


def _log_to(path):
    handler = PrivateLog(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    logging.basicConfig(
        level=logging.INFO, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


def keep_crashes(path):
    """What the last start left of a crash in Qt, a driver or the interpreter; from now on this one's goes there."""
    left = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if not faulthandler.is_enabled():  # else somebody wants to see it on the terminal
        faulthandler.enable(settings.open_private(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
    return left


def _log_exception(kind, error, trace):
    log.critical("an exception that nobody handled", exc_info=(kind, error, trace))
