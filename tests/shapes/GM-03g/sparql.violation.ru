# Het oogo ging over het vastgestelde plan.
# basis: goed-jeugdplan.ttl
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

INSERT DATA { <overleg/gm0632-voorbeeld-oogo> oogo:overPlanversie <planversie/gm0632-voorbeeld-vastgesteld> }
