"""Models from elsewhere: imported, used, calibrated on labelled trials, and every refusal a sentence."""

import numpy as np
import pytest

from app.errors import UserError
from app.services.model_import import MIN_TRIALS, calibrate, import_network, read_model
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.modelcard import DEFAULT_MODEL
from gluonar_engine.runtime.importing import import_model
from tests.engine.foreign import feature_network, save, waveform_network


@pytest.fixture
def theirs(tmp_path):
    """A network file whose contract only somebody who knows can tell."""
    return save(feature_network(24, ("input", "output")), tmp_path / "theirs.onnx")


@pytest.fixture
def imported(tmp_path):
    """The folder of a model that hears bands of noise apart."""
    import_model(save(waveform_network(16), tmp_path / "bands.onnx"), tmp_path / "model")
    return tmp_path / "model"


@pytest.fixture
def trials(tmp_path, rng):
    """Two "speakers", low and high noise, seven recordings each: 42 pairs of one, 49 of two."""
    names = {}
    for speaker, smooth in (("low", np.ones(16) / 16), ("high", np.array([0.5, -0.5]))):
        names[speaker] = [f"{speaker}{number}.flac" for number in range(7)]
        for name in names[speaker]:
            noise = np.convolve(rng.normal(0, 0.2, 24_000), smooth, mode="same")
            (tmp_path / name).write_bytes(encode_flac(noise.clip(-1, 1)))
    lines = [f"0 {low} {high}" for low in names["low"] for high in names["high"]]
    for same in names.values():
        lines += [f"1 {left} {right}" for number, left in enumerate(same) for right in same[:number]]
    (tmp_path / "trials.txt").write_text("\n".join(lines))
    return tmp_path / "trials.txt"


def silent(n_done, n_files):
    pass


def test_calibration_is_found_and_kept(imported, trials):
    before = read_model(imported)
    after, n_trials = calibrate(imported, trials, None, silent)
    assert n_trials == 91 and before.calibration is None
    assert after.calibration.is_known and read_model(imported) == after
    assert after.model_id == before.model_id  # the embeddings are the same: templates stay valid


def test_too_few_trials_calibrate_nothing(imported, trials):
    lines = trials.read_text().splitlines()
    trials.write_text("\n".join([*lines[: MIN_TRIALS - 1], *lines[49:]]))
    with pytest.raises(UserError, match=f"Only {MIN_TRIALS - 1} of the trials are of one of the two kinds."):
        calibrate(imported, trials, None, silent)
    assert read_model(imported).calibration is None


def test_model_that_tells_nobody_apart_is_not_calibrated(imported, trials):
    swapped = ["10"[int(line[0])] + line[1:] for line in trials.read_text().splitlines()]
    trials.write_text("\n".join(swapped))
    with pytest.raises(UserError, match="the model does not tell speakers apart"):
        calibrate(imported, trials, None, silent)


def test_shipped_model_is_the_usual_one():
    assert read_model() == read_model(DEFAULT_MODEL)


def test_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(UserError, match="There is no sound speaker model: .*Choose another folder."):
        read_model(tmp_path)


def test_contract_that_the_file_does_not_tell_is_asked(theirs, tmp_path):
    with pytest.raises(UserError, match="do not tell which features.*Choose with --contract wespeaker or 3d-speaker."):
        import_network(theirs, tmp_path / "model")
    assert import_network(theirs, tmp_path / "model", contract="wespeaker").contract == "wespeaker"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "nowhere.onnx” cannot be used: No such file"),
        (b"text", "“nowhere.onnx” cannot be imported: .*Choose another"),
    ],
)
def test_file_that_is_no_network_is_told(tmp_path, content, sentence):
    if content:
        (tmp_path / "nowhere.onnx").write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        import_network(tmp_path / "nowhere.onnx", tmp_path / "model")


def test_folder_that_is_taken_is_told(theirs, imported):
    with pytest.raises(UserError, match="model” exists already. Choose another folder with --out."):
        import_network(theirs, imported, contract="wespeaker")
