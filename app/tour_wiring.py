"""The tour with the sample voices: it does on the real pages what a person would do, and leaves nothing behind."""

from functools import partial

from PyQt5.QtCore import QObject

from app.errors import Notice
from app.services.demo import SAMPLES

_VOICE, _OTHER = "Alba", "Bruno"
_STEPS = ("begin", "enroll", "same", "same answered", "other", "other answered", "end")
_ASKED = ("same", "other")


class TourWiring(QObject):
    """``step`` is where the tour is, None while there is none.  Its speaker is known by the name."""

    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window = window
        self._controllers = controllers
        self.step = None
        self._speaker = None
        self.name = self.tr("{voice} (sample voice)").format(voice=_VOICE)
        self._connect()

    def begin(self):
        if self._window.enroll.takes.rows:
            title = self.tr("There are takes on the Enroll page.")
            notice = Notice(title, self.tr("Enroll or remove them first: the tour uses that page."))
            self._window.notices.show_notice(notice, is_passing=True)
            return
        self._window.notices.leave()
        self._go("begin")

    def _connect(self):
        parts, card = self._controllers, self._window.tour
        self._window.menu.tour_requested.connect(self.begin)
        for page in (self._window.enroll, self._window.speakers):
            page.tour_requested.connect(self.begin)
        card.next_requested.connect(self._next)
        card.other_requested.connect(self._end)
        card.left.connect(self._leave)
        parts.enroll.rated.connect(lambda _: self._check())
        parts.files.finished.connect(self._check)
        parts.speakers.speakers_changed.connect(self._know)
        parts.enroll.enrolled.connect(self._enrolled)
        parts.verify.verified.connect(self._answered)
        for controller in (parts.enroll, parts.verify, parts.files):
            controller.failed.connect(lambda _: self._check())

    def _know(self, speakers):
        self._speaker = next((speaker for speaker in speakers if speaker.name == self.name), None)
        if self._speaker is None and self.step in _STEPS[2:]:
            self._end()  # removed meanwhile
        self._check()

    def _next(self):
        if self.step == "begin":
            self._go("same" if self._speaker else "enroll")
        elif self.step == "enroll":
            self._window.tour.set_ready(False)
            self._controllers.enroll.enroll(self.name)  # without a consent: the voice is nobody's
        elif self.step in _ASKED:
            self._window.tour.set_ready(False)
            self._window.verify.request()
        elif self.step == "end":
            self._controllers.sounds.stop()
            self._controllers.curation.remove(self._speaker)
            self._end()
        else:
            self._go(_STEPS[_STEPS.index(self.step) + 1])

    def _leave(self):
        """Whoever was enrolled for the tour is not left behind unasked."""
        if self.step == "enroll":
            for row in list(self._window.enroll.takes.rows):
                self._window.enroll.takes.remove_requested.emit(row.sound)
            self._window.enroll.begin()
        if self._speaker:
            self._go("end")
        else:
            self._end()

    def _end(self):
        self.step = None
        self._window.tour.hide()

    def _go(self, step):
        self.step = step
        prepare = {
            "enroll": self._fill_in,
            "same": partial(self._put_in, _VOICE),
            "other": partial(self._put_in, _OTHER),
        }.get(step)
        if prepare:
            prepare()
        title, words, action, *other = self._texts()[step]
        number, is_ready = _STEPS.index(step) + 1, self._is_ready()
        self._window.tour.show_step(
            number, len(_STEPS), title, words, action, other=other[0] if other else "", is_ready=is_ready
        )

    def _fill_in(self):
        self._window.go_to(self._window.enroll)
        self._window.enroll.begin(self.name)
        self._window.enroll.takes_dropped.emit([str(path) for path in sorted((SAMPLES / _VOICE).glob("enroll-*"))])

    def _put_in(self, voice):
        page = self._window.verify
        self._window.go_to(page)
        page.stage.show_empty()
        page.choose_speaker(self._speaker)
        page.files_dropped.emit([str(SAMPLES / voice / "test-1.flac")])

    def _is_ready(self):
        if self.step == "enroll":
            takes = self._window.enroll.takes.rows
            return len(takes) == 3 and not self._window.enroll.waiting()
        return self.step not in _ASKED or not self._window.verify.missing()

    def _check(self):
        if self.step is not None:
            self._window.tour.set_ready(self._is_ready())

    def _enrolled(self, speaker, sounds, is_new):
        if self.step == "enroll" and speaker.name == self.name:
            self._speaker = speaker
            self._go("same")

    def _answered(self, verification, sound):
        if self.step in _ASKED and verification.speaker.name == self.name:
            self._go(f"{self.step} answered")

    def _texts(self):
        """Title, words, the word of the button, and of a second one where there are two answers."""
        return {
            "begin": (
                self.tr("See it work with sample voices"),
                self.tr(
                    "In two minutes: enroll a voice, then compare two recordings with it. The voices are synthetic, "
                    "nobody's. You can leave at any time."
                ),
                self.tr("Begin"),
            ),
            "enroll": (
                self.tr("Three takes of a sample voice"),
                self.tr(
                    "Name and takes are filled in, and the stars say how good each take is. A person is asked for "
                    "consent first, in step 1; a synthetic voice has nobody to ask."
                ),
                self.tr("Enroll it"),
            ),
            "same": (
                self.tr("Another recording of the same voice"),
                self.tr("At the left the speaker who is asked about, at the right a recording that was not enrolled."),
                self.tr("Compare"),
            ),
            "same answered": (
                self.tr("The answer, with its reason"),
                self.tr(
                    "The pointer on the scale is how much more likely the recording is if this speaker is talking. "
                    "The dotted line is the operating point, where “supports” begins."
                ),
                self.tr("Next"),
            ),
            "other": (
                self.tr("A recording of another voice"),
                self.tr("The same speaker is asked about, but somebody else is talking."),
                self.tr("Compare"),
            ),
            "other answered": (
                self.tr("Now the pointer is at the other side"),
                self.tr(
                    "Synthetic voices are easier to tell apart than people. Near the operating point, or with too "
                    "little speech, the answer is “cannot tell”. F1 explains each page."
                ),
                self.tr("Next"),
            ),
            "end": (
                self.tr("The sample voice is still enrolled"),
                self.tr("Remove it, or keep it to try more. The tour is in the menu (F10), whenever you like."),
                self.tr("Remove it"),
                self.tr("Keep it"),
            ),
        }
