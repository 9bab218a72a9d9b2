"""Models from elsewhere: imported, used, calibrated on labelled trials, and every refusal a sentence."""

import json
from pathlib import Path

import numpy as np
import pytest

from app import cli, model_arguments
from app.errors import UserError
from app.services.model_import import MIN_TRIALS, calibrate, import_network, read_model
from gluonar_engine.data.audio import encode_flac
from gluonar_engine.modelcard import DEFAULT_MODEL
from gluonar_engine.runtime.contracts import CONTRACTS
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
    with pytest.raises(UserError, match="No speaker model in .*: No such file or directory. Choose another folder."):
        read_model(tmp_path)


def test_contract_that_the_file_does_not_tell_is_asked(theirs, tmp_path):
    with pytest.raises(UserError, match="do not tell which features.*Choose with --contract wespeaker or 3d-speaker."):
        import_network(theirs, tmp_path / "model")
    assert import_network(theirs, tmp_path / "model", contract="wespeaker").contract == "wespeaker"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "nowhere.onnx” cannot be used: No such file"),
        (b"text", "“nowhere.onnx” cannot be imported: .*[^.][.] Choose another"),
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


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Runs a command with ``--json``; (exit code, facts, stderr)."""
    monkeypatch.setenv("GLUONAR_DATA", str(tmp_path / "data"))

    def run(*argv):
        code = cli.main([*map(str, argv), "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out), err

    return run


def test_contracts_that_can_be_typed_are_those_that_are_known():
    assert set(model_arguments.CONTRACTS) == set(CONTRACTS)


def test_import_show_use_and_calibrate(run, theirs, tmp_path, trials):
    folder = tmp_path / "model"
    code, made, _ = run("model", "import", theirs, "--out", folder, "--contract", "3d-speaker", "--name", "their-net")
    assert (code, made["contract"], made["calibration"], made["source"]) == (0, "3d-speaker", None, "theirs.onnx")
    assert made["model"].startswith("their-net-")
    assert run("model", "show", folder) == (0, made, "")
    assert run("model", "show", "--model", folder) == (0, made, "")

    alba = Path(DEFAULT_MODEL).parent / "samples" / "Alba"
    assert run("enroll", "Alba", alba / "enroll-1.flac", "--model", folder)[0] == 0
    code, answer, _ = run("verify", "Alba", alba / "test-1.flac", "--model", folder)
    assert (code, answer["verdict"], answer["model"]) == (3, "cannot tell", made["model"])
    assert (answer["threshold"], answer["llr"]) == (None, 0.0) and "not calibrated" in answer["reason"]
    code, rates, _ = run("evaluate", trials, "--model", folder)
    assert (code, rates["model"], rates["calibrated"], rates["cllr"]) == (0, made["model"], False, pytest.approx(1.0))

    code, calibrated, _ = run("model", "calibrate", folder, trials)
    assert (code, calibrated["model"]) == (0, made["model"]) and calibrated["calibration"]["scale"] > 0
    code, answer, _ = run("verify", "Alba", alba / "test-1.flac", "--model", folder)
    assert -1 <= answer["threshold"] <= 2 and answer["llr"] != 0


def test_lines_say_what_the_facts_say(run, imported, capsys):
    assert cli.main(["model", "show", str(imported)]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  network      imported, 16 numbers a voice",
        "  takes        sound at 16,000 Hz",
        "  made from    bands.onnx",
        "  calibrated   no: it scores, and gives no verdict until “model calibrate” has measured it",
        "  files        network.onnx: as they were (sha256)",
    ]


def test_changed_model_is_shown_as_such(run, imported):
    (imported / "network.onnx").write_bytes(b"other weights")
    code, facts, _ = run("model", "show", imported)
    assert code == 4 and facts["error"].endswith("is not the file that model.json describes.")


def test_refusal_is_one_sentence_and_a_next_step(run, tmp_path):
    (tmp_path / "photo.onnx").write_bytes(b"\x89PNG")
    code, facts, err = run("model", "import", tmp_path / "photo.onnx", "--out", tmp_path / "model")
    assert code == 4 and facts["error"].startswith("“photo.onnx” cannot be imported: ")
    assert err == f"{facts['error']} {facts['advice']}\n"


def test_action_must_be_typed(capsys):
    assert cli.main(["model"]) == 2
    assert "The following arguments are required: ACTION." in capsys.readouterr().err
