# Het jeugdplan noemt geen gemeente.
BASE <https://w3id.org/oogo/id/>
PREFIX oogo: <https://w3id.org/oogo/def/>

CLEAR DEFAULT ;
INSERT DATA { <plan/los> a oogo:Jeugdplan }
