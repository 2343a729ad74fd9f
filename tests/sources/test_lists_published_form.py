"""The UK list's XML and OFAC's advanced XML in their whole published form, with invented parties.

No whole official file of either was at hand. What stands here follows what others print of the files of summer 2026: every
element and attribute is one of theirs, in their order and with their habits (capitals, empty elements, a value said twice).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dualuse.sources.lists.formats import ofac, ofac_advanced, us_csl
from dualuse.sources.lists.listed_party import Country, Identifier, ListedParty, Ownership
from tests.support.real_lists import read, written

UK = """<?xml version="1.0" encoding="utf-8"?>
<Designations xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <DateGenerated>02/09/2026</DateGenerated>
  <Designation>
    <LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated><UniqueID>ZZZ0006</UniqueID>
    <OFSIGroupID>7172</OFSIGroupID><UNReferenceNumber>ZZi.002</UNReferenceNumber>
    <Names>
      <Name><Name1>Orvo</Name1><Name2>Hasko</Name2><Name6>Muster</Name6><NameType>Primary name variation</NameType></Name>
      <Name><Name1>ORVO</Name1><Name2>HASKON</Name2><Name6>MUSTER</Name6><NameType>Primary Name</NameType></Name>
      <Name><Name6>Haji Orvo Hasko</Name6><NameType>Alias</NameType><AliasStrength>Good quality a.k.a</AliasStrength></Name>
      <Name><Name6>Orvo</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>
    </Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>ابجد هوز</NameNonLatinScript></NonLatinName></NonLatinNames>
    <Titles><Title>Mullah</Title><Title>Haji</Title></Titles>
    <RegimeName>The Invented (Sanctions) (EU Exit) Regulations 2020</RegimeName>
    <IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource>
    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed>
    <OtherInformation>A close associate of nobody.</OtherInformation>
    <UKStatementofReasons>
</UKStatementofReasons>
    <Addresses><Address><AddressLine6>Exampletown</AddressLine6><AddressCountry>Afghanistan</AddressCountry></Address></Addresses>
    <PhoneNumbers><PhoneNumber>+00 1</PhoneNumber></PhoneNumbers>
    <IndividualDetails><Individual>
      <DOBs><DOB>dd/mm/1945</DOB><DOB>dd/03/1946</DOB><DOB>01/03/1958</DOB></DOBs>
      <PassportDetails>
        <Passport><PassportNumber>P0001</PassportNumber><PassportAdditionalInformation>Expired</PassportAdditionalInformation></Passport>
        <Passport><PassportNumber>P0001</PassportNumber><PassportAdditionalInformation>Invented</PassportAdditionalInformation></Passport>
        <Passport><PassportNumber>P0002</PassportNumber></Passport>
      </PassportDetails>
      <NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>12345</NationalIdentifierNumber>
        </NationalIdentifier></NationalIdentifierDetails>
      <Nationalities><Nationality>Afghanistan</Nationality><Nationality>Pakistan</Nationality></Nationalities>
      <Positions><Position>Deputy Minister of Nothing</Position></Positions>
      <Genders><Gender>Male</Gender></Genders>
      <BirthDetails>
        <Location><TownOfBirth>One</TownOfBirth><CountryOfBirth>Afghanistan</CountryOfBirth></Location>
        <Location><TownOfBirth>Two</TownOfBirth><CountryOfBirth>Afghanistan</CountryOfBirth></Location>
      </BirthDetails>
    </Individual></IndividualDetails>
  </Designation>
  <Designation>
    <LastUpdated>04/08/2026</LastUpdated><DateDesignated>29/06/2012</DateDesignated><UniqueID>ZZZ0001</UniqueID>
    <Names><Name><Name6>RURI MONEY EXCHANGE</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>The Invented (Sanctions) (EU Exit) Regulations 2020</RegimeName>
    <IndividualEntityShip>Entity</IndividualEntityShip><DesignationSource>UK</DesignationSource>
    <SanctionsImposed>Asset freeze</SanctionsImposed>
    <Addresses>
      <Address><AddressLine1>Branch 1</AddressLine1><AddressLine6>Exampletown</AddressLine6><AddressPostalCode>1001</AddressPostalCode>
        <AddressCountry>Afghanistan</AddressCountry></Address>
      <Address><AddressLine1>Branch 2</AddressLine1><AddressCountry>United Arab Emirates</AddressCountry></Address>
    </Addresses>
    <EntityDetails><Entity>
      <TypeOfEntities><TypeOfEntity>Exchange</TypeOfEntity></TypeOfEntities>
      <BusinessRegistrationNumbers><BusinessRegistrationNumber>BR-99</BusinessRegistrationNumber></BusinessRegistrationNumbers>
      <ParentCompanies><ParentCompany>Ruri Holding</ParentCompany></ParentCompanies>
      <Subsidiaries><Subsidiary>Ruri Branch</Subsidiary></Subsidiaries>
    </Entity></EntityDetails>
  </Designation>
  <Designation>
    <UniqueID>ZZZ0075</UniqueID>
    <Names><Name><Name6>Ruri 8</Name6><NameType>Primary name</NameType></Name>
      <Name><Name6>Ruri Vahini</Name6><NameType>Alias</NameType></Name></Names>
    <RegimeName>The Invented (Sanctions) (EU Exit) Regulations 2019</RegimeName>
    <IndividualEntityShip>Ship</IndividualEntityShip><DesignationSource>UN</DesignationSource>
    <SanctionsImposed>Prohibition of port entry</SanctionsImposed>
    <ShipDetails><Ship>
      <IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
      <CurrentOwnerOperators><CurrentOwnerOperator>Ruri Shipping</CurrentOwnerOperator></CurrentOwnerOperators>
      <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
      <PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags>
      <TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails>
      <TonnageOfShipDetails><TonnageOfShip>7078</TonnageOfShip></TonnageOfShipDetails>
      <YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt>
    </Ship></ShipDetails>
  </Designation>
</Designations>
"""


def test_the_uk_xml_as_it_is_published(tmp_path: Path) -> None:
    list_read, (person, firm, ship) = read(written(tmp_path, "UK-Sanctions-List.xml", UK))
    assert (list_read.list, list_read.edition, list_read.unread) == ("uk_sanctions", "2026-09-02", [])
    assert [(name.text, name.kind, name.quality) for name in person.names] == [
        ("ORVO HASKON MUSTER", "primary", "strong"),
        ("Orvo Hasko Muster", "alias", "strong"),
        ("Haji Orvo Hasko", "alias", "strong"),
        ("Orvo", "alias", "weak"),
        ("ابجد هوز", "alias", "unstated"),
    ]
    assert [date.value for date in person.birth_dates] == ["1945", "1946-03", "1958-03-01"]
    assert [(identifier.kind, identifier.value) for identifier in person.identifiers] == [
        ("passport", "P0001"),
        ("passport", "P0002"),
        ("national_id", "12345"),
    ]
    assert [country.code for country in person.nationalities] == ["AF", "PK"]
    assert person.positions == ("Mullah", "Haji", "Deputy Minister of Nothing")
    assert person.birth_places == ("One, Afghanistan", "Two, Afghanistan")
    assert [measure.kind for measure in person.measures] == ["asset_freeze", "travel_ban"]
    assert (person.kind, person.listed_on, person.updated_on) == ("person", "2001-01-25", "2026-04-14")
    assert (firm.kind, len(firm.addresses)) == ("organisation", 2)
    assert firm.addresses[1].country.code == "AE"
    assert Identifier("registration", "BR-99", scheme="Business registration number") in firm.identifiers
    assert firm.ownership == (
        Ownership("owner", "Ruri Holding", text="Parent company"),
        Ownership("subsidiary", "Ruri Branch", text="Subsidiaries"),
    )
    assert (ship.kind, ship.countries) == ("vessel", (Country("KM", "Comoros"),))
    assert Identifier("imo", "9562233", scheme="IMO number") in ship.identifiers
    assert [measure.kind for measure in ship.measures] == ["port_ban"]


ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="4">
<DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>8</Month><Day>27</Day></DateOfIssue>
<ReferenceValueSets>
  <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
  <AreaCodeValues><AreaCode ID="20" CountryID="11082" Description="Iran">IR</AreaCode></AreaCodeValues>
  <CountryValues><Country ID="11082" ISO2="IR">Iran</Country><Country ID="11216">Venezuela</Country></CountryValues>
  <DetailTypeValues><DetailType ID="1432">TEXT</DetailType></DetailTypeValues>
  <FeatureTypeValues><FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType>
    <FeatureType ID="10" FeatureTypeGroupID="1">Nationality Country</FeatureType>
    <FeatureType ID="13" FeatureTypeGroupID="1">SWIFT/BIC</FeatureType>
    <FeatureType ID="25" FeatureTypeGroupID="1">Location</FeatureType>
    <FeatureType ID="345" FeatureTypeGroupID="1">Digital Currency Address - ETH</FeatureType></FeatureTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="1570">Cedula No.</IDRegDocType>
    <IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
  <LegalBasisValues><LegalBasis ID="1" LegalBasisShortRef="Unknown" LegalBasisTypeID="1" SanctionsProgramID="1">Unknown</LegalBasis>
  </LegalBasisValues>
  <ListValues><List ID="1550">SDN List</List></ListValues>
  <LocPartTypeValues><LocPartType ID="1">Unknown</LocPartType><LocPartType ID="1451">ADDRESS1</LocPartType>
    <LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
    <NamePartType ID="1526">Vessel Name</NamePartType></NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType>
    <PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType></SanctionsTypeValues>
</ReferenceValueSets>
<Locations>
  <Location ID="1"><LocationCountry CountryID="11216" CountryRelevanceID="1413" />
    <LocationPart LocPartTypeID="1454">
      <LocationPartValue Primary="false" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment>Japanese</Comment><Value>名古屋市</Value></LocationPartValue>
      <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1"><Comment /><Value>Exampletown</Value></LocationPartValue>
    </LocationPart>
    <LocationPart LocPartTypeID="1451"><LocationPartValue Primary="true"><Comment /><Value>Street 1</Value></LocationPartValue></LocationPart>
  </Location>
  <Location ID="2"><LocationPart LocPartTypeID="1"><LocationPartValue Primary="true"><Comment /><Value>Venezuela</Value></LocationPartValue></LocationPart></Location>
  <Location ID="3"><LocationAreaCode AreaCodeID="20" /></Location>
</Locations>
<IDRegDocuments>
  <IDRegDocument ID="1" IDRegDocTypeID="1570" IdentityID="10" IssuedBy-CountryID="11216" ValidityID="1"><Comment />
    <IDRegistrationNo>5000001</IDRegistrationNo><IssuingAuthority /><DocumentedNameReference DocumentedNameID="1" /></IDRegDocument>
  <IDRegDocument ID="2" IDRegDocTypeID="1626" IdentityID="20" ValidityID="1"><Comment>IMO 9562233</Comment>
    <IDRegistrationNo>IMO 9562233</IDRegistrationNo><IssuingAuthority /></IDRegDocument>
</IDRegDocuments>
<DistinctParties>
  <DistinctParty FixedRef="7"><Comment /><Profile ID="7" PartySubTypeID="4">
    <Identity ID="10" FixedRef="7" Primary="true" False="false">
      <Alias FixedRef="7" AliasTypeID="1403" Primary="true" LowQuality="false">
        <DocumentedName ID="1" FixedRef="7" DocNameStatusID="1">
          <DocumentedNamePart><NamePartValue NamePartGroupID="31" ScriptID="215" ScriptStatusID="1" Acronym="false">MUSTER</NamePartValue></DocumentedNamePart>
          <DocumentedNamePart><NamePartValue NamePartGroupID="32" ScriptID="215" ScriptStatusID="1" Acronym="false">Orvo</NamePartValue></DocumentedNamePart>
        </DocumentedName></Alias>
      <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="31" NamePartTypeID="1520" /></MasterNamePartGroup>
        <MasterNamePartGroup><NamePartGroup ID="32" NamePartTypeID="1521" /></MasterNamePartGroup></NamePartGroups>
    </Identity>
    <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1" ReliabilityID="1560"><Comment />
      <DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false">
        <Start Approximate="false" YearFixed="false" MonthFixed="false" DayFixed="false">
          <From><Year>1962</Year><Month>11</Month><Day>23</Day></From><To><Year>1962</Year><Month>11</Month><Day>23</Day></To></Start>
        <End Approximate="false" YearFixed="false" MonthFixed="false" DayFixed="false">
          <From><Year>1962</Year><Month>11</Month><Day>23</Day></From><To><Year>1962</Year><Month>11</Month><Day>23</Day></To></End>
      </DatePeriod></FeatureVersion><IdentityReference IdentityID="10" IdentityFeatureLinkTypeID="1" /></Feature>
    <Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2" ReliabilityID="1560"><Comment /><VersionLocation LocationID="2" /></FeatureVersion></Feature>
    <Feature ID="3" FeatureTypeID="25"><FeatureVersion ID="3"><Comment /><VersionLocation LocationID="1" /></FeatureVersion></Feature>
    <Feature ID="4" FeatureTypeID="25"><FeatureVersion ID="4"><Comment /><VersionLocation LocationID="3" /></FeatureVersion></Feature>
    <Feature ID="5" FeatureTypeID="345"><FeatureVersion ID="5"><Comment /><VersionDetail DetailTypeID="1432">0xabc</VersionDetail></FeatureVersion></Feature>
  </Profile></DistinctParty>
  <DistinctParty FixedRef="8"><Comment /><Profile ID="8" PartySubTypeID="1">
    <Identity ID="20" FixedRef="8" Primary="true" False="false">
      <Alias FixedRef="8" AliasTypeID="1403" Primary="true" LowQuality="false"><DocumentedName ID="2" FixedRef="8" DocNameStatusID="1">
        <DocumentedNamePart><NamePartValue NamePartGroupID="33" ScriptID="215">RURI STAR</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
      <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="33" NamePartTypeID="1526" /></MasterNamePartGroup></NamePartGroups>
    </Identity></Profile></DistinctParty>
</DistinctParties>
<ProfileRelationships />
<SanctionsEntries>
  <SanctionsEntry ID="7" ProfileID="7" ListID="1550">
    <EntryEvent ID="7" EntryEventTypeID="1" LegalBasisID="1"><Comment /><Date CalendarTypeID="1"><Year>2019</Year><Month>9</Month><Day>13</Day></Date></EntryEvent>
    <SanctionsMeasure ID="1" SanctionsTypeID="1705"><Comment /><DatePeriod CalendarTypeID="1" /></SanctionsMeasure>
    <SanctionsMeasure ID="2" SanctionsTypeID="1"><Comment>DPRK3</Comment><DatePeriod CalendarTypeID="1" /></SanctionsMeasure>
  </SanctionsEntry>
</SanctionsEntries>
<SanctionsEntryLinks />
</Sanctions>
"""


@pytest.fixture
def advanced(tmp_path: Path) -> list[ListedParty]:
    list_read, parties = read(written(tmp_path, "SDN_ADVANCED.XML", ADVANCED))
    assert (list_read.list, list_read.format, list_read.edition, list_read.unread) == (
        "ofac_sdn",
        "ofac_advanced",
        "2026-08-27",
        [],
    )
    return parties


def test_the_advanced_form_as_it_is_published(advanced: list[ListedParty]) -> None:
    person, ship = advanced
    assert [(name.text, name.kind, name.given, name.family) for name in person.names] == [
        ("Orvo MUSTER", "primary", "Orvo", "MUSTER")
    ]
    assert [(date.value, date.until, date.circa) for date in person.birth_dates] == [
        ("1962-11-23", "", False)
    ]
    assert [(identifier.kind, identifier.value, identifier.country) for identifier in person.identifiers] == [
        ("national_id", "5000001", "VE"),
        ("wallet", "0xabc", ""),
    ]
    assert (person.programmes, person.listed_on) == (("DPRK3",), "2019-09-13")
    assert (ship.kind, [(identifier.kind, identifier.value) for identifier in ship.identifiers]) == (
        "vessel",
        [("imo", "9562233")],
    )


def test_a_place_that_is_only_a_country_says_the_nationality(advanced: list[ListedParty]) -> None:
    assert [country.code for country in advanced[0].nationalities] == ["VE"]


def test_of_a_place_in_two_scripts_the_first_form_is_the_city(advanced: list[ListedParty]) -> None:
    first, second = advanced[0].addresses
    assert (first.text, first.city, first.country.code) == (
        "Street 1, Exampletown 名古屋市, Venezuela",
        "Exampletown",
        "VE",
    )
    assert (second.text, second.country.code) == ("Iran", "IR")


def test_the_kinds_of_party_of_the_united_states_stand_once() -> None:
    assert ofac.KINDS is ofac_advanced.KINDS is us_csl.KINDS
