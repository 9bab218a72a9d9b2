"""Speaker networks from elsewhere as model folders of this program: looked at, tried, and written whole or not at all.

Nothing of a file is executed but the operators of ONNX Runtime or MXNet; nothing is unpickled.  Both is done by a
helper process with limits (see ``sandbox``), whose answers are checked; here, a file's bytes are only copied.
"""

import hashlib
import re
from contextlib import ExitStack, closing
from pathlib import Path

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.files import content_of
from gluonar_engine.modelcard import ONNX_FILE, Manifest, make_model_id, new_model_folder, read_manifest
from gluonar_engine.runtime import converting, examining
from gluonar_engine.runtime.contracts import CONTRACTS, WAVEFORM, ContractError
from gluonar_engine.sandbox.helper import Stopped, Task, ask
from gluonar_engine.sandbox.limits import Limits

_MAX_BYTES = 500_000_000
_LIMITS = Limits(memory_bytes=4 << 30, cpu_s=120, wall_s=600, silence_s=600)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_SYMBOL_END, _PARAMS_END = "-symbol.json", ".params"
_STOPPED = {
    "memory": f"looking at it takes more than {_LIMITS.memory_bytes >> 30} GB of memory",
    "time": f"looking at it takes more than {_LIMITS.cpu_s / 60:.0f} minutes",
    "crash": "the process that looked at it ended of it",
    "start": "this computer starts no process to look at it now",
}
_MAX_MESSAGE = 400  # letters of what a helper says


def import_model(path, folder, *, contract=None, name=None):
    """Make a model folder of a network's file.

    The new model is not calibrated: what its scores are worth is not known before it was tried on labelled trials.

    Parameters
    ----------
    path : path
        An ONNX file; or a GluonAR checkpoint: a ``.params`` file of vox_res18, or the ``-symbol.json`` of a network
        like it with its ``.params`` file beside it.  A checkpoint becomes ONNX, for which MXNet is needed once; it
        takes 2.24 s, so that longer recordings are heard in windows of that length.
    folder : path
        Where to; nothing or an empty folder may be there.
    contract : str
        What the network takes, one of ``contracts.CONTRACTS``; None asks the file.
    name : str
        The beginning of the model's id; None is the file's name.

    Returns
    -------
    Manifest

    Raises
    ------
    OSError
        When the file cannot be read or the folder cannot be written.
    ValueError
        When the file is no speaker network, or one that does not fit; a ``ContractError`` when another contract may.
    ImportError
        For a checkpoint where MXNet is not installed.
    """
    path = Path(path)
    name = _name(path) if name is None else name
    if not _NAME.fullmatch(name):
        raise ValueError(f"a model's name has 1 to 40 letters, digits, dots and dashes, got “{name}”")
    if path.name.endswith((_SYMBOL_END, _PARAMS_END)):
        content, facts = _converted(path)
        architecture = "vox_res18"
    else:
        content, facts = _examined(path, contract)
        architecture = "imported"
    taken = CONTRACTS[facts["contract"]]
    manifest = Manifest(
        model_id=make_model_id(name, facts["sha256"], taken),
        architecture=architecture,
        dim=facts["dim"],
        sample_rate=SAMPLE_RATE,
        calibration=None,
        sha256={ONNX_FILE: facts["sha256"]},
        contract=taken.name,
        source=_printable(path.name),
    )
    with new_model_folder(folder) as filled:
        (filled / ONNX_FILE).write_bytes(content)
        manifest.write(filled)
    return manifest


def require_harmless(folder):
    """Have the network of a model folder loaded and run by a helper process first, whoever made the folder.

    Raises
    ------
    ValueError
        When the folder holds no model, or its network crashes, hangs, takes too much memory or is not what is said.
    """
    manifest = read_manifest(folder)
    if ONNX_FILE in manifest.sha256:
        _, facts = _examined(Path(folder) / ONNX_FILE, manifest.contract)
        if (facts["dim"], facts["sha256"]) != (manifest.dim, manifest.sha256[ONNX_FILE]):
            raise ValueError(f"the network in {folder} is not the one that is described")


def _name(path):
    stem = re.sub(r"(-symbol|-\d{4})$", "", path.stem)
    return re.sub(r"[^A-Za-z0-9._]+", "-", stem).strip("-._")[:40] or "network"


def _examined(path, contract):
    with path.open("rb") as file:
        content = content_of(examining.NamedFile(path.name, file), _MAX_BYTES)
        _, facts = _asked(examining, [file], [path.name], contract)
    return content, _checked(facts, content)


def _converted(path):
    """A GluonAR checkpoint as the bytes of an ONNX file, and the facts about it."""
    paths = [path, _params_of(path)] if path.name.endswith(_SYMBOL_END) else [path]
    with ExitStack() as stack:
        files = [stack.enter_context(each.open("rb")) for each in paths]
        content, facts = _asked(converting, files, [each.name for each in paths], WAVEFORM.name)
    return content, _checked(facts, content)


def _asked(task, files, names, contract):
    """What a helper process makes of the files: the bytes and the facts that it sends."""
    content, facts = bytearray(), {}
    request = {"names": names, "contract": contract}
    try:
        with closing(ask(Task(task.__name__, _LIMITS), request, files)) as parts:
            for part in parts:
                if isinstance(part, dict):
                    facts = part
                elif len(content) + len(part) <= _MAX_BYTES:
                    content += part
                else:
                    raise ValueError(f"what becomes of it has more than {_MAX_BYTES:,} bytes")
    except Stopped as error:
        raise ValueError(_STOPPED[error.reason]) from error
    except RuntimeError as error:
        raise ValueError("the libraries that look at it fail at it in a way that nobody foresaw") from error
    return bytes(content), facts


def _checked(facts, content):
    """The facts as far as they are possible, and are about these very bytes."""
    if "refused" in facts:
        message = _printable(facts["refused"])
        choices = facts.get("choices")
        known = [name for name in CONTRACTS if isinstance(choices, list) and name in choices]
        raise ContractError(message, known) if known else ValueError(message)
    dim, contract = facts.get("dim"), facts.get("contract")
    if type(dim) is not int or not 1 < dim <= examining.MAX_DIM or contract not in list(CONTRACTS):
        raise ValueError(_STOPPED["crash"])
    if facts.get("sha256") != hashlib.sha256(content).hexdigest():
        raise ValueError("it was changed while it was looked at")
    return facts


def _printable(message):
    shown = "".join(letter if letter.isprintable() else "�" for letter in str(message))
    return shown if len(shown) <= _MAX_MESSAGE else f"{shown[:_MAX_MESSAGE]}…"


def _params_of(symbol_file):
    """The one parameter file that belongs to a symbol file."""
    prefix = symbol_file.name.removesuffix(_SYMBOL_END)
    known = re.compile(rf"{re.escape(prefix)}(-\d{{4}})?\.params")
    found = sorted(path for path in symbol_file.parent.iterdir() if known.fullmatch(path.name))
    if len(found) != 1:
        raise ValueError(f"one file “{prefix}-0000.params” is needed beside it, found {len(found)}")
    return found[0]
