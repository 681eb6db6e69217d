"""The scores of the network against their definition. Needs PyTorch."""

from __future__ import annotations

from extras import extra

torch = extra("torch", "train")

from padapatha.train.network import Parser  # noqa: E402  it needs torch


def test_relation_scores_are_a_bilinear_form_for_each_relation() -> None:
    torch.manual_seed(1)
    parser = Parser(width=10, arc=4, relation=6, labels=5, dropout=0.0)
    torch.nn.init.normal_(parser.rel)
    dependents, heads = torch.randn(2, 7, 6), torch.randn(2, 8, 6)
    one, other = (torch.cat([each, torch.ones(*each.shape[:2], 1)], 2) for each in (dependents, heads))
    expected = torch.einsum("bwi,rij,bhj->brwh", one, parser.rel, other)
    assert torch.allclose(parser.relations(dependents, heads), expected, atol=1e-4)
