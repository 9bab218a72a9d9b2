"""A fine-tuning killed at any moment leaves the model that it began with, and goes on to a whole one."""

import pytest

from gluonar_engine.modelcard import DEFAULT_MODEL, read_manifest
from gluonar_engine.training.finetune import read_events
from tests.engine.test_finetuning import Run, check_model

LONGEST_S = 8.0  # about what it takes from its start to its end on two idle cores

pytestmark = pytest.mark.timeout(3600)


def test_kill_fine_tuning(tmp_path, rng, tally, how_often):
    shipped, n_whole = read_manifest(DEFAULT_MODEL), 0
    for _ in range(how_often(2, 60)):
        folder = tmp_path / str(n_whole)
        events = Run(folder).until(most_s=rng.uniform(0.0, LONGEST_S))
        tally.add("kills")
        tally.add("crashed", any(event["event"] == "failed" for event in events))
        n_whole += (folder / "model").exists()
    folder = tmp_path / str(n_whole)
    tally.add("crashed", Run(folder).until()[-1]["event"] != "done")  # it goes on where the last one was killed
    for number in range(n_whole + 1):
        folder = tmp_path / str(number)
        (done,) = (event for event in read_events(folder / "work" / "events.jsonl") if event["event"] == "done")
        check_model(folder / "model", done["model_id"], shipped)
    tally.add("whole models", n_whole + 1)
    tally.add("lost", read_manifest(DEFAULT_MODEL) != shipped)
    tally.check()
