import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ContentStore } from '../content/content.js';
import { Refusal } from '../contract/errors.js';
import { ContentParameters, UploadParameters } from '../contract/file.js';
import * as operations from '../contract/operations/files.js';
import { isOn } from '../contract/shapes.js';
import { validate } from '../contract/validate.js';
import { findContent } from '../file/read.js';
import { type ReceivedUpload, requireContent, type Upload, uploadFile } from '../file/upload.js';
import { limits } from '../limits/limits.js';
import type { KeptAnswer } from '../store/store.js';
import { callerOf, senderOf } from './authenticate.js';
import { sendContent } from './download.js';
import { multipart } from './fastify.js';
import { answerAgain, fingerprintOf, type KeyedRequest } from './keyed-calls.js';
import { receiveUpload } from './multipart.js';
import { operationRoute } from './operation-route.js';
import { Quota } from './quota.js';
import type { Services } from './services.js';

const notMultipart = () =>
  new Refusal('unsupported_media_type', 'The body must be a form (Content-Type: multipart/form-data).');

/** Bytes of an upload: a file of the largest size, and what stands around it and beside it. */
const uploadBytes = (fileBytes: number) => fileBytes + limits.uploadParts * limits.uploadTextBytes;

/** An upload with how it is known: its form may come with another boundary, and is the same. */
function withKey(keyed: KeyedRequest | null, upload: ReceivedUpload): Upload {
  if (keyed === null) return { ...upload, keyed: undefined };
  const { texts, mimeType = '', content } = upload;
  const parts = [texts.FileName, texts.Description ?? '', texts.Folder ?? '', mimeType, content.sha256];
  return { ...upload, keyed: { key: keyed.key, fingerprint: fingerprintOf(keyed, ...parts) } };
}

/** Answers an upload whose key has come before; nothing of it is kept. @throws Refusal `idempotency_conflict` */
async function repeatUpload(
  reply: FastifyReply,
  kept: KeptAnswer,
  { content, keyed }: Upload,
): Promise<FastifyReply> {
  await content.discard();
  return answerAgain(reply, kept, keyed?.fingerprint);
}

function uploadRoutes(app: FastifyInstance, services: Services): void {
  const quota = new Quota(
    'unavailable',
    () => ({
      inAll: limits.uploadsUnderWay,
      ofClient: limits.uploadsUnderWayOfClient,
      ofUser: limits.uploadsUnderWayOfUser,
    }),
    (max, whose) => `A server takes in at most ${max} files${whose} at once.`,
  );

  operationRoute<'domain' | 'id'>(
    app,
    operations.uploadFile,
    async (request, reply) => {
      if (!request.isMultipart()) throw notMultipart();
      const { matchField } = validate(UploadParameters, request.query);
      const { domain, id } = request.params;
      const endUpload = quota.take(callerOf(request));
      const receive = async (content: ContentStore) =>
        withKey(request.keyed, await receiveUpload(request, content, services.fileBytes));
      const kept = request.keyed?.kept;
      try {
        if (kept !== undefined)
          return await repeatUpload(reply, kept, await receive(requireContent(services)));
        const target = { domain, name: id, matchField };
        return await uploadFile(services, senderOf(services.callers, request), target, receive);
      } finally {
        endUpload();
      }
    },
    { arrivalMilliseconds: limits.uploadMilliseconds, bodyLimit: uploadBytes(services.fileBytes) },
  );
}

/** The content of files. */
export function fileRoutes(app: FastifyInstance, services: Services): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(multipart, { throwFileSizeLimit: false });
    scope.addContentTypeParser('*', (_request, _payload, done) => done(notMultipart()));
    uploadRoutes(scope, services);
  });

  operationRoute<'id'>(app, operations.readContent, async (request, reply) => {
    const caller = callerOf(request);
    const { inline } = validate(ContentParameters, request.query);
    const metadata = await services.metadata.get(caller.client);
    const content = await findContent(services, caller, metadata, request.params.id);
    return sendContent(request, reply, content, isOn(inline));
  });
}
