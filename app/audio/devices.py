"""Which microphones and loudspeakers there are.  Recording and playing are the affairs of others."""

import itertools
import logging
from dataclasses import dataclass
from functools import partial

from app.audio import portaudio
from app.errors import UserError
from app.said import said

_INPUT, _OUTPUT = 0, 1
_CHANNELS = ("max_input_channels", "max_output_channels")

_log = logging.getLogger(__name__)


class NoMicrophone(UserError):
    def __init__(self):
        super().__init__("No microphone was found.", "Connect one, or add recordings from files instead.")


class MicrophoneGone(UserError):
    def __init__(self, name):
        super().__init__(
            said("The microphone “{name}” is not connected any more.", name=name),
            "Connect it again, or choose another microphone.",
        )


@dataclass(frozen=True)
class Device:
    """A microphone or a loudspeaker.  ``sample_rate`` is its own in Hz; ``index`` holds until the next ``refresh``."""

    index: int
    name: str
    is_default: bool
    sample_rate: int
    n_channels: int = 1


def input_devices():
    """All microphones as a list, the system's own choice marked.

    The first call loads PortAudio: up to seconds, so make it in a job.  Raises ``UserError`` where there is no sound
    system; a machine without a microphone has an empty list.
    """
    return portaudio.ask(partial(_listed, side=_INPUT))


def output_devices():
    """All loudspeakers, in the same way."""
    return portaudio.ask(partial(_listed, side=_OUTPUT))


def refresh():
    """Look for devices again, which a running recording or playback forbids: then the list stays as it was."""
    return portaudio.refresh()


def find_input(device=None):
    """The given microphone as it is listed now, or the default one; looks again before it gives up.

    Devices are told apart by name: numbers change when something is plugged in.
    """
    found = _choose(device)
    if found is None and refresh():
        found = _choose(device)
    if found is None:
        raise NoMicrophone if device is None else MicrophoneGone(device.name)
    return found


def _choose(device):
    listed = input_devices()
    if device is None:
        return next((one for one in listed if one.is_default), listed[0] if listed else None)
    same = [one for one in listed if one.name == device.name]
    return next((one for one in same if one.index == device.index), same[0] if same else None)


def _listed(sounddevice, side):
    """Of one ``side``: 0 for inputs, 1 for outputs, as PortAudio orders its defaults."""
    host, default = _default_host(sounddevice, side)
    channels = _CHANNELS[side]
    listed = []
    for index in itertools.count():
        try:
            info = sounddevice.query_devices(index)
        except sounddevice.PortAudioError:  # one past the last
            return listed
        except UnicodeDecodeError:  # some Windows drivers name devices in another encoding
            _log.warning("device %d is left out: its name cannot be read", index)
            continue
        # Windows offers each device once per sound interface: one of them is enough.
        if info[channels] > 0 and host in (None, info["hostapi"]):
            listed.append(
                Device(
                    index=index,
                    name=info["name"],
                    is_default=index == default,
                    sample_rate=round(info["default_samplerate"]),
                    n_channels=info[channels],
                )
            )


def _default_host(sounddevice, side):
    """(interface, device) that the system prefers, both None where it prefers none."""
    index = sounddevice.default.device[side]
    if index < 0:
        return None, None
    for host, info in enumerate(sounddevice.query_hostapis()):
        if index in info["devices"]:
            return host, index
    return None, index
