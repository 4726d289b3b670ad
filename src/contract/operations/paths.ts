/** The schemas of names in the paths of operations. */
import { Id } from '../answers.js';
import Type from '../typebox.js';

const DomainName = Type.String({ description: 'The name of a domain, as in Claim or Custom.Vessel.' });

export const DomainPath = Type.Object({ domain: DomainName });

export const FieldPath = Type.Object({
  domain: DomainName,
  field: Type.String({ description: 'The name of a field of the domain.' }),
});

export const ChildDomainPath = Type.Object({
  childDomain: Type.String({ description: 'The domain of the children of links, as in Contact.' }),
});

export const LinkFieldPath = Type.Object({
  childDomain: ChildDomainPath.properties.childDomain,
  field: Type.String({ description: 'The name of a field of links.' }),
});

export const RelationshipPath = Type.Object({ id: Id });

export const RecordPath = Type.Object({ domain: DomainName, id: Id });
