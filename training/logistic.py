"""A logistic regression over named features, as `qa.deciding.decide.Logistic` reads it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import BaseCrossValidator, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

_Floats = NDArray[np.float64]


class Row(Protocol):
    """What the model is to tell: by which features, whether it is so, and of which text it is."""

    @property
    def features(self) -> Sequence[float] | _Floats: ...  # noqa: D102
    @property
    def right(self) -> bool: ...  # noqa: D102
    @property
    def text(self) -> int: ...  # noqa: D102


def fit(
    rows: Sequence[Row], names: Sequence[str], weight: float, folds: BaseCrossValidator
) -> tuple[dict[str, object], _Floats]:
    """The coefficients, and for each row the probability by a model that has not seen its text.

    `weight` is the inverse strength of the L2 penalty, on features of mean 0 and deviation 1.
    """

    def model() -> Pipeline:
        return make_pipeline(StandardScaler(), LogisticRegression(C=weight, max_iter=5000))

    features, right = np.array([row.features for row in rows]), np.array([row.right for row in rows])
    texts = [row.text for row in rows]
    unseen: _Floats = cross_val_predict(model(), features, right, groups=texts, cv=folds, method="predict_proba")[:, 1]
    scaler, fitted = model().fit(features, right)
    raw = fitted.coef_[0] / scaler.scale_
    weights = {name: round(float(one), 4) for name, one in zip(names, raw, strict=True)}
    return {"bias": round(float(fitted.intercept_[0] - raw @ scaler.mean_), 4), "weights": weights}, unseen
