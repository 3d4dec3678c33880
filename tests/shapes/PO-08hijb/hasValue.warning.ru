# Een plan uit 2016 zonder onderdeel i.
# basis: oud-plan.ttl
# peildatum: 2017-01-01
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

DELETE WHERE { ?passage oogo:planelement <https://w3id.org/oogo/begrip/planelement/overdracht-bekostiging-i> }
