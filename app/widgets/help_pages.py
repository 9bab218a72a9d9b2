"""What the help says, page by page, as HTML that the help window shows.  Short: what a page is for, and what to do."""

from html import escape

from PyQt5.QtCore import QObject

from app.glossary import TERMS
from app.widgets.glossary import term
from app.widgets.keyboard_map import KeyboardMap


class HelpPages(QObject):
    """``topics()``: (key, title, HTML) in the order of the list; the keys of the window's pages are their names."""

    def topics(self):
        return (
            ("start", self.tr("First steps"), _page(self.tr("First steps"), self._start())),
            ("enroll", self.tr("Enroll"), _page(self.tr("Enroll"), self._enroll())),
            ("verify", self.tr("Verify"), _page(self.tr("Verify"), self._verify())),
            ("identify", self.tr("Identify"), _page(self.tr("Identify"), self._identify())),
            ("speakers", self.tr("Speakers"), _page(self.tr("Speakers"), self._speakers())),
            ("spectrogram", self.tr("Spectrogram"), _page(self.tr("Spectrogram"), self._spectrogram())),
            ("evaluate", self.tr("Evaluate"), _page(self.tr("Evaluate"), self._evaluate())),
            ("model", self.tr("Models"), _page(self.tr("Models"), self._models())),
            ("settings", self.tr("Settings"), _page(self.tr("Settings"), self._settings())),
            ("answers", self.tr("What an answer means"), _page(self.tr("What an answer means"), self._answers())),
            ("data", self.tr("Your data and backups"), _page(self.tr("Your data and backups"), self._data())),
            (
                "trouble",
                self.tr("When something is wrong"),
                _page(self.tr("When something is wrong"), self._trouble()),
            ),
            ("keys", self.tr("Keyboard"), _title(self.tr("Keyboard")) + _keys(KeyboardMap(self).sections())),
            ("glossary", self.tr("Glossary"), _title(self.tr("Glossary")) + _terms()),
        )

    def _start(self):
        return (
            self.tr("This program tells whether a recording supports that a certain person is speaking."),
            self.tr("1. Enroll (Ctrl+1): type a name, ask for consent, record or drop recordings of that one voice."),
            self.tr("2. Verify (Ctrl+2): choose the speaker, record or drop another recording, press Enter."),
            self.tr("3. Read the answer: supports, does not support, or cannot tell, each with its reason."),
            self.tr("No microphone at hand? The tour in the menu (F10) does all of it with sample voices."),
            self.tr("Nothing leaves this computer: the program opens no connection."),
        )

    def _enroll(self):
        return (
            self.tr("Enrolling keeps recordings of a voice, and templates that the model makes of them."),
            self.tr(
                "Three takes of five seconds make a strong model; one second of speech is the least. Takes of "
                "different days and microphones are better than many of one."
            ),
            self.tr(
                "The stars beside a take say how good it is, and the words why it is no better: little speech, "
                "noise, clipping, a telephone's narrow band, or a voice unlike that of the other takes."
            ),
            self.tr(
                "Nobody is enrolled without consent: tick it when the speaker has agreed to the text. With a day "
                "on which it ends, nothing is compared with them after it."
            ),
            self.tr("Many speakers at once: drop a folder with one subfolder for each, or press Ctrl+Shift+O."),
        )

    def _verify(self):
        return (
            self.tr("Choose a speaker at the left, record or drop a recording, and press Enter."),
            self.tr(
                "Below the spectrogram the ratio runs along the recording. Where another voice speaks, the card "
                "says from when to when."
            ),
            self.tr(
                "Answer while I speak compares what was heard so far, twice a second; the answer that counts "
                "comes when you stop."
            ),
            self.tr(
                "Operating point (P) says where “supports” begins. History (H) has all answers as they were given."
            ),
            self.tr("Report (S) saves an answer as a PDF for somebody who was not there."),
        )

    def _identify(self):
        return (
            self.tr("Compares a recording with everybody who is enrolled. “Unknown” is an answer, too."),
            self.tr("One voice: the best candidates, and the margin between the first two."),
            self.tr("Many recordings: a folder as a table, which is saved as CSV."),
            self.tr(
                "A conversation: who speaks when, on a lane for each; saved as RTTM or CSV. People who talk at "
                "once are not told apart."
            ),
            self.tr("The more are enrolled, the likelier it is that somebody is similar by chance."),
        )

    def _speakers(self):
        return (
            self.tr("Everybody who is enrolled: listen to takes, see what was asked, rename, add notes and tags."),
            self.tr(
                "Two entries are one person? Choose both and merge them. A take is somebody else's? Tick it, and "
                "move it or make it a new speaker."
            ),
            self.tr(
                "Removing wipes recordings, templates and answers from the disk at once, and the backups that "
                "the program made by itself. Until your next change, Undo brings them back from memory."
            ),
        )

    def _spectrogram(self):
        return (
            self.tr("Look into a recording, two in step, or live sound, as power, mel bands or MFCC."),
            self.tr("The wheel zooms in time, with Ctrl in frequency; dragging moves; a click plays from there."),
            self.tr("Ctrl+S saves the picture, Ctrl+E the values as a table."),
        )

    def _evaluate(self):
        return (
            self.tr(
                "Measures how often the model errs on recordings whose speakers are known, so that you know what "
                "an answer is worth on recordings like yours."
            ),
            self.tr(
                "EER and minDCF say how well speakers are told apart, Cllr what the ratios are worth; the "
                "intervals say how much of it may be chance."
            ),
            self.tr(
                "Use recordings of the kind that you will ask about, and many speakers rather than many "
                "recordings of few."
            ),
        )

    def _models(self):
        return (
            self.tr(
                "The model is the network that turns a voice into numbers. The program brings one; others can be "
                "imported, or made by fine-tuning on speakers of yours."
            ),
            self.tr("Templates of another model are made anew from the stored recordings; nothing is lost."),
            self.tr("A model that was never calibrated gives scores, and no verdict."),
        )

    def _settings(self):
        return (
            self.tr(
                "Microphone, look, language, size of the text, what the model computes on, where the data is kept."
            ),
            self.tr("Everything that you choose is remembered in one file in the data folder."),
        )

    def _answers(self):
        return (
            self.tr(
                "The score says how alike two voices are to the model. By itself it means little, so it is "
                "turned into a log-likelihood ratio: how much more likely the recording is if this speaker is "
                "talking than if somebody else is."
            ),
            self.tr("How likely it is beforehand that it is the speaker is not in it. Whoever decides weighs both."),
            self.tr(
                "Cannot tell is an honest answer: too little speech, clipping, noise, or a ratio near the "
                "operating point."
            ),
            self.tr(
                "A voice is not a password. Recordings and synthetic voices can imitate a person, and nothing "
                "here detects them reliably. Scores support a conclusion; they never prove who is speaking."
            ),
        )

    def _data(self):
        return (
            self.tr("Everything is in one folder on this computer, readable by you alone; About says where."),
            self.tr(
                "Back up (F10) saves speakers, recordings, history, consents and settings in one file, and reads "
                "it again before it says so. Restore puts it back; what is there until then is saved first, and "
                "Undo brings it back."
            ),
            self.tr(
                "Once a day the program makes a backup by itself and keeps the latest three. Removing or "
                "renaming anybody empties them, so that nothing you deleted survives there. Backups that you "
                "saved yourself are yours to delete."
            ),
            self.tr(
                "Where the gallery is damaged, by a failing disk for example, the program offers the newest backup "
                "that is whole. The damaged file is kept until you next remove or rename somebody."
            ),
            self.tr("What you record is on the disk while you speak. After a crash it is offered at the next start."),
        )

    def _trouble(self):
        return (
            self.tr(
                "No microphone in the list? Connect it, then press the arrow beside the list. On Linux, programs "
                "reach it through the sound system: see that it is chosen there."
            ),
            self.tr(
                "The level stays below “good”? Come closer, or raise the input level in the system's settings. "
                "Above it, the recording clips: go back or lower it."
            ),
            self.tr(
                "Cannot tell, again and again? Record more speech, in a quieter place, with the microphone that "
                "the speaker was enrolled with."
            ),
            self.tr(
                "A fault of the program itself is told at the bottom of the window, with details to copy. The "
                "log (F10) has them, too. Names of speakers and files may be in it: read it before you send it."
            ),
        )


def _page(title, paragraphs):
    return _title(title) + "".join(f"<p>{escape(words)}</p>" for words in paragraphs)


def _title(words):
    return f"<h2>{escape(words)}</h2>"


def _keys(sections):
    parts = []
    for heading, keys in sections:
        rows = "".join(
            f"<tr><td width='40%'><b>{escape(names)}</b></td><td>{escape(words)}</td></tr>" for names, words in keys
        )
        parts.append(f"<h3>{escape(heading)}</h3><table width='100%' cellpadding='4'>{rows}</table>")
    return "".join(parts)


def _terms():
    return "".join(f"<p><b>{escape(name)}</b><br/>{escape(meaning)}</p>" for name, meaning in map(term, TERMS))
