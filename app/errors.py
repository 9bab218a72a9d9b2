"""Failures the user can act on.  Anything else is a bug and is reported as one."""

from dataclasses import dataclass

from app.said import as_said, said


@dataclass(frozen=True)
class Notice:
    """What the window shows: what happened, and what to do next; ``is_damage``: to the gallery, so that a backup
    helps."""

    title: str
    advice: str
    is_damage: bool = False

    def __str__(self):
        return f"{self.title} {self.advice}"


class UserError(Exception):
    """A failure caused by the world (a file, a device, an input), not by our code."""

    is_damage = False

    def __init__(self, title: str, advice: str):
        super().__init__(f"{title} {advice}")
        self.notice = Notice(as_said(title), as_said(advice), self.is_damage)


class TooLittleSpeech(UserError):
    def __init__(self, heard_s: float, needed_s: float):
        super().__init__(
            said("Only {heard_s:.1f} s of speech was found.", heard_s=heard_s),
            said("Record at least {needed_s:.0f} s of continuous speech and try again.", needed_s=needed_s),
        )


class SpeakerExists(UserError):
    def __init__(self, name: str):
        super().__init__(
            said("A speaker named “{name}” is already enrolled.", name=name),
            "Choose another name, or add recordings to the existing speaker.",
        )


class UnknownSpeaker(UserError):
    def __init__(self, name: str):
        super().__init__(
            said("No speaker named “{name}” is enrolled.", name=name), "Check the spelling, or enroll them first."
        )


class SpeakerGone(UserError):
    def __init__(self):
        super().__init__("This speaker has been removed meanwhile.", "Enroll them again, or choose another speaker.")


class TakeGone(UserError):
    def __init__(self):
        super().__init__("This take has been removed meanwhile.", "Choose the speaker again to see what is there.")


class TrialGone(UserError):
    def __init__(self, trial_id: int):
        super().__init__(
            said("There is no answer number {trial_id} in the history.", trial_id=trial_id),
            "“history --json” lists them; those of removed speakers are removed with them.",
        )


class DamagedVoice(UserError):
    is_damage = True

    def __init__(self):
        super().__init__(
            "A stored recording or template is damaged: it is not what was saved.",
            "Check the disk, and put back a copy of the gallery, or remove that speaker and enroll them again.",
        )


class LastTake(UserError):
    def __init__(self, name: str):
        super().__init__(
            said("“{name}” would be left without any take.", name=name),
            "Leave one of the takes, or merge or remove the speaker instead.",
        )


class TooLateToUndo(UserError):
    def __init__(self):
        super().__init__(
            "This can no longer be undone: something that it concerns has changed since.",
            "Nothing was changed now. Look at the speakers, and change them by hand.",
        )


class ConsentExpired(UserError):
    def __init__(self, name: str, expires_on: str):
        super().__init__(
            said(
                "The consent of “{name}” ended on {expires_on}, so nothing is compared with their voice.",
                name=name,
                expires_on=expires_on,
            ),
            "Ask them again and record their consent on the Enroll page, or remove them.",
        )


class DuplicateTake(UserError):
    def __init__(self, source: str):
        super().__init__(
            said("The recording “{source}” is already among this speaker's.", source=source),
            "Leave it out: the same recording twice makes the speaker model no better.",
        )
