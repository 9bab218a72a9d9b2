"""Plots take on another theme while they are seen: style sheets do not reach into them."""

import numpy as np
import pytest
from PyQt5.QtGui import QColor

from app import theme
from app.model_domain import Roc, TuningReport
from app.services.evaluation_curves import curves_of
from app.widgets.evaluation_view import EvaluationView
from app.widgets.roc_view import RocView
from app.widgets.tuning_curves import TuningCurves
from tests.app.evaluations import made_up_evaluation

ROC = Roc(np.array([0.0, 0.1, 1.0]), np.array([0.0, 0.9, 1.0]), 0.1, (0.05, 0.15), 0.5)
STARTED = {"event": "started", "epoch_steps": 2, "first_step": 0, "n_steps": 4}
STEPS = [{"event": "step", "step": step, "loss": 1.0 / step} for step in (1, 2, 3)]


@pytest.fixture
def dark_later(qapp):
    def dark_later():
        theme.apply(qapp, "dark")
        qapp.processEvents()  # they are drawn anew once all are dressed

    theme.apply(qapp, "light")
    yield dark_later
    theme.apply(qapp, "light")
    qapp.setStyleSheet("")


def background(graphics):
    return graphics.backgroundBrush().color()


def test_evaluation_is_drawn_anew_with_its_pointer_and_choices(add, rng, dark_later):
    view = add(EvaluationView)
    evaluation = made_up_evaluation(rng)
    view.show_evaluation(evaluation, curves_of(evaluation))
    view.show_point(1.5)
    chosen = []
    view.chosen.connect(chosen.append)
    shown = view.reading.text()
    dark_later()
    assert background(view.plots._graphics) == QColor(theme.DARK.surface)
    assert view.reading.text() == shown
    view.plots.chosen.emit(0.5)
    assert len(chosen) == 1


def test_training_goes_on_in_the_new_colours(add, dark_later):
    curves = add(TuningCurves)
    for event in (STARTED, *STEPS):
        curves.hear(event)
    dark_later()
    assert background(curves._graphics) == QColor(theme.DARK.surface)
    assert curves.losses == [1.0, 0.5, pytest.approx(1 / 3)]
    curves.hear({"event": "measured", "epoch": 1, "eer": 0.1})
    assert curves.rates == {1: 10.0}


def test_before_and_after_are_drawn_anew(add, dark_later):
    view = add(RocView)
    view.show_report(TuningReport("m1", 20, 80, 60, 69, 1701, ROC, ROC))
    dark_later()
    assert background(view._graphics) == QColor(theme.DARK.surface)
    assert len(view._plot.listDataItems()) == 2
