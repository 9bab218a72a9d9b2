"""Training from a folder of recordings to a model that loads, by the command; small enough for every run."""

import io
import json
import struct

import numpy as np
import pytest

from gluonar_engine.data.audio import decode, pcm_to_waveform
from gluonar_engine.encoder import SpeakerEncoder
from gluonar_engine.metrics import evaluate_trials
from gluonar_engine.training import session
from gluonar_engine.training.__main__ import _options
from gluonar_engine.training.__main__ import main as train_main
from gluonar_engine.training.config import TrainingConfig
from gluonar_engine.training.log import Console, TrainingLog
from gluonar_engine.training.validation import listed_trials

WAVEFORM = np.random.default_rng(0).normal(0, 0.1, 20_000).astype(np.float32)
QUICK = ["--n-steps", "4", "--batch-size", "4", "--crop-s", "0.5"]


@pytest.fixture(scope="module")
def trained(voices, tmp_path_factory):
    """(model folder, work folder) of a few steps."""
    folder = tmp_path_factory.mktemp("trained")
    command = [str(voices), "-o", str(folder / "model"), "--work", str(folder / "work"), "--name", "tiny"]
    assert train_main([*command, *QUICK, "--holdout", "0.67"]) == 0
    return folder / "model", folder / "work"


def test_one_command_leaves_a_model_that_embeds(trained):
    out, work = trained
    encoder = SpeakerEncoder.load(out)
    assert encoder.model_id.startswith("tiny-")
    assert encoder.embed(WAVEFORM).shape == (256,)
    assert json.loads((work / "log.jsonl").read_text().splitlines()[-1])["step"] == 4


def test_model_without_onnx_runs_on_mxnet_alike(trained, tmp_path):
    expected = SpeakerEncoder.load(trained[0]).embed(WAVEFORM)
    manifest = json.loads((trained[0] / "model.json").read_text())
    del manifest["sha256"]["network.onnx"]
    (tmp_path / "network.params").write_bytes((trained[0] / "network.params").read_bytes())
    (tmp_path / "model.json").write_text(json.dumps(manifest))
    np.testing.assert_allclose(SpeakerEncoder.load(tmp_path).embed(WAVEFORM), expected, atol=1e-5)


@pytest.mark.parametrize("start", ["model", "checkpoint"])
def test_fine_tuning_goes_on_from_a_model_or_a_checkpoint(voices, trained, tmp_path, start):
    folder = trained[0] if start == "model" else trained[1] / "checkpoints" / "step-00000004"
    command = [str(voices / "a"), "-o", str(tmp_path / "new"), "--work", str(tmp_path / "work"), "--from", str(folder)]
    assert train_main([*command, *QUICK, "--holdout", "0", "--learning-rate", "1e-4"]) == 0
    nets = [session.load_network(model, session.context("cpu"))[1] for model in (trained[0], tmp_path / "new")]
    before, after = (net.trunk[0].weight.data().asnumpy() for net in nets)
    assert 0 < np.abs(after - before).max() < 5e-4  # four steps of about the learning rate
    assert not SpeakerEncoder.load(tmp_path / "new").calibration.is_known  # nothing was held out to make one


def test_classes_begin_where_the_network_puts_them(voices, trained, tmp_path):
    corpus = session.build_corpus(voices, tmp_path)
    parts = session.split_speakers(corpus, 0.0, seed=1)
    _, net = session.load_network(trained[0], session.context("cpu"))
    directions = session.own_directions(net, corpus, parts, session.context("cpu"))
    encoder = SpeakerEncoder.load(trained[0])
    rows = parts.train[parts.class_of == 2]
    mean = np.mean([encoder.embed(pcm_to_waveform(corpus.recording(row))) for row in rows], axis=0)
    np.testing.assert_allclose(directions[2], mean / np.linalg.norm(mean), atol=1e-4)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (["--batch-size", "0"], "Batch_size must be positive, got 0."),
        (["--batch-size", "5", "--n-parts", "2"], "A batch of 5 does not divide into 2 parts."),
        (["--holdout", "0", "--patience", "2"], "Stopping early needs something to measure"),
        (["--holdout", "0.67", "--loss", "hinge"], "Unknown loss 'hinge', known are am_softmax, arc"),
        (["--holdout", "0.67", "--from", "nowhere"], "No speaker model in nowhere"),
    ],
)
def test_settings_that_make_no_sense_are_told_in_a_sentence(voices, tmp_path, settings, sentence):
    command = [str(voices), "-o", str(tmp_path / "model"), "--work", str(tmp_path / "work"), *settings]
    with pytest.raises(SystemExit) as stopped:
        train_main(command)
    assert sentence in str(stopped.value)
    assert not (tmp_path / "model").exists()


def test_what_is_typed_counts_more_than_the_settings_file(tmp_path):
    file = tmp_path / "train.toml"
    file.write_text('out = "model"\nwork = "work"\nn_steps = 500\nmargin = 0.3\nspeeds = [1.0, 0.9]\nfrom = "old"\n')
    options = _options(["data", "--config", str(file), "--margin", "0.1"])
    assert (options.out, options.n_steps, options.margin, options.speeds) == ("model", 500, 0.1, [1.0, 0.9])
    assert (options.data, options.start) == ("data", "old")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("n_stepps = 5", "unknown setting 'n_stepps', known are"), ("n_steps = ", "is no settings file")],
)
def test_a_wrong_settings_file_is_refused(tmp_path, capsys, text, sentence):
    file = tmp_path / "train.toml"
    file.write_text(text)
    with pytest.raises(SystemExit):
        _options(["data", "--config", str(file)])
    assert sentence in capsys.readouterr().err


class FakeNet:
    """Its only parameter is the step."""

    step = 0

    def save_parameters(self, file):
        with open(file, "w") as out:
            out.write(str(self.step))

    def load_parameters(self, file, ctx):
        with open(file) as saved:
            self.step = int(saved.read())


class FakeTraining:
    def __init__(self, config, first, last):
        self.config, self.ctx, self.net, self._steps = config, None, FakeNet(), (first, last)

    def run(self, *, checkpoint_every, on_step, on_checkpoint):
        for step in range(self._steps[0] + checkpoint_every, self._steps[1] + 1, checkpoint_every):
            self.net.step = step
            on_step(step, (1.0, 0.5))
            if on_checkpoint(step):
                return


class FakeTrials:
    """A network's EER is given for each step."""

    def __init__(self, eers):
        self._eers = eers

    def eers(self, net, ctx):
        return {"list": self._eers[net.step // 10 - 1]}


def measured_run(folder, config, first=0, last=80):
    training = FakeTraining(config, first, last)
    log = TrainingLog(folder, config, Console(io.StringIO()))
    session._run(training, FakeTrials(EERS), log, folder / "best.params")
    return training.net.step, [line["step"] for line in log.checkpoints]


EERS = [0.3, 0.2, 0.25, 0.21, 0.1, 0.1, 0.1, 0.1]


def test_patience_stops_at_the_best_and_lasts_through_a_kill(tmp_path):
    config = TrainingConfig(n_steps=80, patience=2)
    assert measured_run(tmp_path, config) == (20, [10, 20, 30, 40])
    (tmp_path / "again").mkdir()
    measured_run(tmp_path / "again", config, last=30)
    assert measured_run(tmp_path / "again", config, first=30) == (20, [10, 20, 30, 40])


def test_without_patience_the_last_network_is_the_result(tmp_path):
    assert measured_run(tmp_path, TrainingConfig(n_steps=80))[0] == 80


def events(folder):
    """(step, tag, value) of every event, read from the files' records: length, checksum, message, checksum."""
    from tensorboardX.proto import event_pb2

    found = []
    for file in sorted(folder.glob("events.out.tfevents.*")):
        data = file.read_bytes()
        while data:
            (length,) = struct.unpack_from("<Q", data)
            event = event_pb2.Event.FromString(data[12 : 12 + length])
            data = data[16 + length :]
            found += [(event.step, value.tag, value.simple_value) for value in event.summary.value]
    return found


def test_curves_are_written_for_tensorboard(trained):
    found = events(trained[1] / "curves")
    assert [step for step, tag, _ in found if tag == "loss/classification"] == [1, 2, 3, 4]
    assert {"loss/distance", "learning_rate", "margin", "eer/mean", "eer/b"} <= {tag for _, tag, _ in found}
    assert all(np.isfinite(value) for _, _, value in found)


def test_a_terminal_gets_a_bar_that_lines_push_away():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    stream = Terminal()
    console = Console(stream)
    console.bar(0.5, "step 1 of 2")
    console.line("EER: 3 %")
    assert stream.getvalue().startswith(f"\r[{'#' * 12}{'-' * 12}] step 1 of 2\r")
    assert stream.getvalue().endswith("\rEER: 3 %\n")


def test_a_list_of_trials_is_measured(voices, trained, tmp_path):
    (tmp_path / "list").mkdir()
    lines = [
        f"{int(left == right)} {voices}/a/speaker{left}/0.flac {voices}/a/speaker{right}/1.flac"
        for left in range(3)
        for right in range(3)
    ]
    (tmp_path / "list" / "trials.txt").write_text("\n".join(lines))
    trials = listed_trials(tmp_path / "list" / "trials.txt")
    _, net = session.load_network(trained[0], session.context("cpu"))
    left, right, is_target = trials.trials["list"]
    assert is_target.tolist() == [True, False, False, False, True, False, False, False, True]
    heard = [decode(voices / f"a/speaker{n}/{t}.flac").waveform for n, t in ((0, 0), (1, 1))]
    for row, waveform in zip((left[1], right[1]), heard, strict=True):
        np.testing.assert_array_equal(trials.waveforms[row], waveform)
    encoder = SpeakerEncoder.load(trained[0])
    embeddings = np.stack([encoder.embed(waveform) for waveform in trials.waveforms])
    expected = evaluate_trials(np.sum(embeddings[left] * embeddings[right], axis=1), is_target).eer
    assert trials.eers(net, session.context("cpu")) == {"list": pytest.approx(expected)}
    (tmp_path / "list" / "one.txt").write_text(lines[0])
    with pytest.raises(ValueError, match="only one kind"):
        listed_trials(tmp_path / "list" / "one.txt")
