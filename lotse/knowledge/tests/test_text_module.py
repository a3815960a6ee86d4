from lotse.knowledge.models import TextModule, unknown_placeholders


def test_a_text_is_filled_with_what_is_known_and_shows_what_is_not():
    module = TextModule(text="Guten Tag {name}, zu {nummer} fehlt {foto}.")

    assert module.filled({"name": "Selin Öztürk", "nummer": ""}) == "Guten Tag Selin Öztürk, zu {nummer} fehlt {foto}."
    assert unknown_placeholders(module.text) == ["foto"]


def test_a_team_uses_its_own_texts(town):
    own = TextModule.objects.create(team=town.ahlers.teams.first(), title="Dank", text="Danke.")

    assert list(TextModule.objects.of(town.ahlers)) == [own]
    assert not TextModule.objects.of(town.brandt)
