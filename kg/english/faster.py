"""How is a loaded pipeline made faster without a change to what it says? Each different word is embedded once a batch.

Half of the work of a small network is done on single words, without their context, and news repeat themselves: a batch
of articles holds each word three or four times. And numpy multiplies matrices faster than spaCy's own routines do.
Parser and names take more steps at once (`kg.english.lockstep`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import Model

__all__ = ["quicken"]

_EMBED = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]  # spaCy's MultiHashEmbed


def quicken(nlp: Language) -> None:
    """Speed up the networks of a pipeline that run on the CPU; what can be saved and trained on stays as it is."""
    from spacy.pipeline import DependencyParser, EntityRecognizer
    from thinc.api import Model, NumpyOps

    from kg.english import lockstep

    plain = NumpyOps(use_blis=False)
    for place, (name, component) in enumerate(nlp._components):
        if isinstance(component, EntityRecognizer) and lockstep.fits(component):
            nlp._components[place] = (name, lockstep.Names(component))
        elif isinstance(component, DependencyParser):
            nlp._components[place] = (name, lockstep.Heads(component))
        model = getattr(component, "model", None)
        if not isinstance(model, Model):
            continue
        for node in model.walk():
            if type(node.ops) is NumpyOps:
                node.ops = plain
                if [layer.name.partition("(")[0] for layer in node.layers] == _EMBED:
                    node._func = _once_a_word(node._func)


def _once_a_word(forward: Callable[..., Any]) -> Callable[..., Any]:
    import numpy as np
    from thinc.api import Ragged

    def embed(model: Model[Any, Any], docs: Any, is_train: bool) -> Any:
        if is_train or not any(len(doc) for doc in docs):
            return forward(model, docs, is_train)
        extract, to_ragged, look_up, mix, to_list = model.layers
        words = to_ragged.predict(extract.predict(docs))
        # One number for the features of a word: odd multipliers, so that no bit is lost.
        factors = np.arange(1, 2 * words.data.shape[1], 2, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        _, first, place = np.unique(words.data @ factors, return_index=True, return_inverse=True)
        once = Ragged(words.data[first], model.ops.asarray1i([len(first)]))
        vectors = mix.predict(look_up.predict(once)).data[place]
        return to_list.predict(Ragged(vectors, words.lengths)), _not_trained

    return embed


def _not_trained(_: object) -> None:
    raise AssertionError("nothing is learnt while reading")
