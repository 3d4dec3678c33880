# Een plan uit 2016 met de onderdelen a-j van toen.
# basis: oud-plan.ttl
# peildatum: 2017-01-01



