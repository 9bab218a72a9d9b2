"""All keys of the window, for the help; a test compares them with those that are there."""

from PyQt5.QtCore import QObject


class KeyboardMap(QObject):
    """``sections()``: (heading, ((keys, words), ...)); several keys for one thing are separated by a comma."""

    def sections(self):
        return (
            (self.tr("Everywhere"), self._everywhere()),
            (self.tr("Enroll"), self._enroll()),
            (self.tr("Verify"), self._verify()),
            (self.tr("Identify"), self._identify()),
            (self.tr("Speakers"), self._speakers()),
            (self.tr("Spectrogram"), self._spectrogram()),
            (self.tr("Evaluate"), self._evaluate()),
            (self.tr("Models"), self._models()),
            (self.tr("Settings"), self._settings()),
        )

    def _everywhere(self):
        return (
            ("Ctrl+1 … Ctrl+8", self.tr("Go to a page")),
            ("Ctrl+,", self.tr("Go to the settings")),
            ("Tab, Shift+Tab", self.tr("To the next or previous control")),
            ("Return, Enter", self.tr("Do what the page is for: its coloured button")),
            ("R, Ctrl+R", self.tr("Record, and stop")),
            ("Space", self.tr("Play or stop what is shown")),
            ("Ctrl+O", self.tr("Choose recordings")),
            ("Ctrl+Shift+O", self.tr("Choose a folder of recordings")),
            ("Esc", self.tr("Leave a question, a countdown or a job")),
            ("F1", self.tr("Help on the page you are on")),
            ("F10", self.tr("The menu: help, recent files, backups, log, about")),
            ("Ctrl+Shift+A", self.tr("The log of all that was done with voices")),
            ("Ctrl+Shift+L", self.tr("Lock the gallery, where it has a pass-phrase")),
            ("Ctrl+Q", self.tr("Close the program")),
        )

    def _enroll(self):
        return (
            ("T", self.tr("Count down before recording, or not")),
            ("P", self.tr("Another phrase to read")),
            ("C", self.tr("The speaker agrees, or does not")),
        )

    def _verify(self):
        return (
            ("L, Ctrl+L", self.tr("Answer while I speak")),
            ("P, Ctrl+P", self.tr("Operating point")),
            ("H, Ctrl+H", self.tr("History")),
            ("S, Ctrl+S", self.tr("Save a report about the answer as PDF")),
            ("E, Ctrl+E", self.tr("Export the history as a table")),
        )

    def _identify(self):
        return (
            ("V, M, C", self.tr("One voice, many recordings, a conversation")),
            ("F", self.tr("Choose a folder")),
            ("A", self.tr("Show all candidates, or the best")),
            ("Left, Right", self.tr("To the previous or next part of a conversation")),
            ("Ctrl+S", self.tr("Save the table or the timeline")),
        )

    def _speakers(self):
        return (
            ("Ctrl+F", self.tr("Search")),
            ("Alt+1, Alt+2, Alt+3", self.tr("Takes, history, notes")),
            ("F2", self.tr("Rename")),
            ("Ctrl+S", self.tr("Save the notes")),
            ("Ctrl+M", self.tr("Make the chosen speakers one")),
            ("Ctrl+N", self.tr("Make the ticked takes a new speaker")),
            ("Ctrl+T", self.tr("Move the ticked takes to another speaker")),
            ("Ctrl+Del", self.tr("Remove the ticked takes")),
            ("Shift+Del", self.tr("Remove the speaker")),
            ("Ctrl+Z", self.tr("Undo the last change")),
        )

    def _evaluate(self):
        return (
            ("G, L", self.tr("Trials from the gallery, or from a list")),
            ("F", self.tr("Choose the folder of the recordings")),
            ("M", self.tr("Another model beside, or not")),
            ("Left, Right", self.tr("Move the pointer in the plots")),
            ("U", self.tr("Use the pointer's place as the operating point")),
            ("Ctrl+S", self.tr("Save the figures")),
        )

    def _models(self):
        return (
            ("M", self.tr("The list of models")),
            ("T", self.tr("Fine-tune")),
            ("P", self.tr("Pause the fine-tuning, or go on")),
            ("K, D", self.tr("Keep the new model, or discard it")),
        )

    def _settings(self):
        return (
            ("F5", self.tr("Look for devices again")),
            ("Alt+S, Alt+L, Alt+D", self.tr("Colours of the system, light, dark")),
            ("Alt+O", self.tr("Show the data folder")),
            ("Alt+M", self.tr("Move the data elsewhere")),
            ("Alt+U", self.tr("Use the data of another folder")),
        )

    def _spectrogram(self):
        return (
            ("F", self.tr("Show all of it")),
            ("+, =, -", self.tr("Zoom in time, with Ctrl in frequency; the wheel does it, too")),
            ("Left, Right, Up, Down", self.tr("Move what is seen, with Shift the pointer")),
            ("Home, End", self.tr("To the beginning or the end")),
            ("Del", self.tr("Take the recording off the page")),
            ("Ctrl+S", self.tr("Save the picture")),
            ("Ctrl+E", self.tr("Export the values as a table")),
        )
