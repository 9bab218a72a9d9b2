"""What is around the pages: the rail at the left, the notice bar and the status line below."""

from PyQt5.QtCore import QEasingCurve, QPropertyAnimation, Qt, pyqtSignal
from PyQt5.QtWidgets import QButtonGroup, QFrame, QProgressBar, QSizePolicy, QToolButton, QWidget

from app import theme
from app.language import told
from app.theme import GAP
from app.widgets import icons
from app.widgets.basics import ElidedLabel, button, column, icon_button, label, row, set_property

_SLIDE_MS = 140
_UNBOUND = 16_777_215  # Qt's own "no maximum"


class Rail(QFrame):
    """The pages' names; ``chosen(int)`` when another one is asked for."""

    chosen = pyqtSignal(int)

    def __init__(self, entries, parent=None):
        """``entries``: (icon name, word, tooltip) for each page."""
        super().__init__(parent)
        self.setObjectName("rail")
        self.buttons = [self._button(*entry) for entry in entries]
        group = QButtonGroup(self)
        for index, entry in enumerate(self.buttons):
            group.addButton(entry, index)
        group.idClicked.connect(self.chosen)
        self._feet = []
        column(*self.buttons, 1, margins=(GAP, 2 * GAP, GAP, GAP), spacing=4, parent=self)
        self.collapse(False)

    def add_foot(self, icon_name, word, tip):
        """A button below the pages' names that is no page; it is returned."""
        foot = self._button(icon_name, word, tip)
        foot.setCheckable(False)
        self._feet.append(foot)
        self.layout().addWidget(foot)
        self.collapse(False)
        return foot

    def choose(self, index):
        self.buttons[index].setChecked(True)

    def collapse(self, only_icons):
        for entry in (*self.buttons, *self._feet):
            entry.setToolButtonStyle(Qt.ToolButtonIconOnly if only_icons else Qt.ToolButtonTextBesideIcon)
        self.setFixedWidth(theme.current().px(60 if only_icons else 184))

    def _button(self, icon_name, word, tip):
        entry = QToolButton()
        entry.setText("  " + word)
        entry.setAccessibleName(word)
        entry.setToolTip(tip)
        entry.setCheckable(True)
        entry.setFocusPolicy(Qt.StrongFocus)
        entry.setCursor(Qt.PointingHandCursor)
        entry.setIcon(icons.icon(icon_name, "muted", checked="accent"))
        entry.setIconSize(icons.icon_size(24))
        entry.setSizePolicy(QSizePolicy.Expanding, QSizePolicy.Fixed)
        return entry


class NoticeBar(QWidget):
    """Shows the newest notice until it is dismissed or acted upon; older ones come back after it."""

    _TONES = {"unsure": "warning", "supports": "supports", "": "info"}

    def __init__(self, parent=None):
        super().__init__(parent)
        self._waiting = []
        self._frame = QFrame(objectName="notice")
        self._icon = icons.IconLabel("info", "accent", 24)
        self.title = label("", "section", wrap=True)
        self.advice = label("", wrap=True)
        self._actions = row()
        self.close_button = icon_button("close", self.tr("Dismiss this notice"))
        self.close_button.clicked.connect(self.dismiss)
        words = column(self.title, self.advice, spacing=2)
        row(
            self._icon, (words, 1), self._actions, self.close_button,
            margins=(2 * GAP, GAP, GAP, GAP), spacing=2 * GAP, parent=self._frame,
        )  # fmt: skip
        column(self._frame, margins=(3 * GAP, 0, 3 * GAP, 2 * GAP), parent=self)
        self._slide = QPropertyAnimation(self, b"maximumHeight", self)
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.OutCubic)
        self._slide.finished.connect(self._end_slide)  # no lambda: it would outlive the bar
        self.hide()

    def show_notice(self, notice, *, tone="unsure", actions=(), is_passing=False):
        """``actions``: (word, function) for each button; pressing one dismisses the notice first.  ``is_passing``:
        of no use any more once the user goes to another page."""
        entry = (notice, tone, tuple(actions), is_passing)
        self._waiting = [other for other in self._waiting if other[0] != notice and not other[3]] + [entry]
        self._show(entry)

    def leave(self):
        """Another page is shown now."""
        self._keep([entry for entry in self._waiting if not entry[3]])

    def withdraw(self, notice):
        """What it says holds no more."""
        self._keep([entry for entry in self._waiting if entry[0] != notice])

    def dismiss(self):
        self._keep(self._waiting[:-1])

    def _keep(self, entries):
        shown, self._waiting = self._waiting[-1:], entries
        if not entries:
            self.hide()
        elif entries[-1:] != shown:
            self._show(entries[-1])

    def _show(self, entry):
        notice, tone, actions, _ = entry
        set_property(self._frame, "tone", tone)
        self._icon.show_icon(self._TONES[tone], tone or "accent")
        title, advice = told(notice.title), told(notice.advice)
        self.title.setText(title)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        self._show_actions(actions)
        self._frame.setAccessibleName(f"{title} {advice}")
        if self.isHidden():
            self.show()
            self._slide.setStartValue(0)
            self._slide.setEndValue(self.sizeHint().height())
            self._slide.start()

    def _end_slide(self):
        self.setMaximumHeight(_UNBOUND)

    def _show_actions(self, actions):
        while self._actions.count():
            self._actions.takeAt(0).widget().deleteLater()
        for word, act in actions:
            widget = button(word)
            widget.clicked.connect(self.dismiss)
            widget.clicked.connect(lambda checked, act=act: act())
            self._actions.addWidget(widget, 0, Qt.AlignVCenter)


class StatusLine(QFrame):
    """Microphone and model at the left; at the right the job that runs, with progress and cancel."""

    cancel_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("status")
        self.device = ElidedLabel(self.tr("Looking for microphones…"))
        self.model = ElidedLabel(self.tr("Loading the speaker model…"))
        self.job = label("")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setFixedWidth(theme.current().px(120))
        self.cancel_button = button(self.tr("Cancel"), role="flat")
        self.cancel_button.clicked.connect(self.cancel_requested)
        row(
            icons.IconLabel("microphone", "muted", 16), (self.device, 3), icons.IconLabel("model", "muted", 16),
            (self.model, 3), 1, self.job, self.progress, self.cancel_button,
            margins=(2 * GAP, 0, 2 * GAP, 0), parent=self,
        )  # fmt: skip
        self.setFixedHeight(theme.current().px(40))
        self.show_job("")

    def show_job(self, words, fraction=None, *, can_cancel=False):
        """``fraction`` 0 to 1, or None for a job whose length nobody knows; no words: no job."""
        self.job.setText(words)
        self.progress.setVisible(bool(words))
        self.cancel_button.setVisible(can_cancel)
        self.progress.setRange(0, 0 if fraction is None else 1000)
        if fraction is not None:
            self.progress.setValue(round(1000 * fraction))
