"""A town that ran before has editions that say in words who orders a service, and no rule: the doctor names them."""

from lotse.catalogue.models import Edition, Service
from lotse.project.checks import report


def test_the_doctor_names_services_that_everybody_may_order_though_their_words_say_otherwise(town):
    assert "Interne Dienste" not in dict(report())
    running = Service.objects.get(slug="hochbau-raum").running()
    old = {key: value for key, value in running.content.items() if key != "orderers"}
    Edition.objects.filter(pk=running.pk).update(content=old)

    told = dict(report())["Interne Dienste"]

    assert told.startswith(f"{running.service.title} sagen nur in Worten")
