import { baseTypeSource } from "./base-type.ts";
import { collationSource } from "./collation.ts";
import { conversionSource } from "./conversion.ts";
import { operatorClassSource, operatorFamilySource, operatorSource } from "./operator.ts";
import type { DdlSources } from "./source.ts";
import { statisticsSource } from "./statistics.ts";
import {
  textSearchConfigurationSource,
  textSearchDictionarySource,
  textSearchParserSource,
  textSearchTemplateSource,
} from "./text-search.ts";
import { accessMethodSource, castSource, languageSource, transformSource } from "./whole-database.ts";

/** Where each kind that is given as its statement stands in the catalogue. */
export const ddlSources: DdlSources = {
  language: languageSource,
  accessMethod: accessMethodSource,
  collation: collationSource,
  baseType: baseTypeSource,
  conversion: conversionSource,
  textSearchParser: textSearchParserSource,
  textSearchTemplate: textSearchTemplateSource,
  textSearchDictionary: textSearchDictionarySource,
  textSearchConfiguration: textSearchConfigurationSource,
  operator: operatorSource,
  operatorFamily: operatorFamilySource,
  operatorClass: operatorClassSource,
  cast: castSource,
  transform: transformSource,
  statistics: statisticsSource,
};
