/** The control requests of the sandbox. A refusal, a timeout or a dead server is a SandboxError with a Russian text. */

const TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;

export class SandboxError extends Error {}

async function request(method, path, body, timeout = TIMEOUT_MS) {
  const options = { method, signal: AbortSignal.timeout(timeout) };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(path, options).catch(() => {
    throw new SandboxError("Песочница не отвечает");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new SandboxError(answer.error || `Песочница ответила ошибкой ${response.status}`);
  return answer;
}

export const fetchState = () => request("GET", "/sandbox/state");
export const eventsUrl = (version) => `/sandbox/events?after=${version}`;
export const fileUrl = (fileId) => `/sandbox/file/${encodeURIComponent(fileId)}`;

/** Sends text and files as a person; `letter` is {user_id, chat_id, text, reply_to_message_id, as}. */
export function send(letter, files = []) {
  const form = new FormData();
  form.append("data", JSON.stringify(letter));
  for (const file of files) form.append("file", file, file.name);
  return request("POST", "/sandbox/send", form, UPLOAD_TIMEOUT_MS);
}

export const press = (body) => request("POST", "/sandbox/press", body);
export const edit = (body) => request("POST", "/sandbox/edit", body);
export const remove = (chatId, messageId) =>
  request("POST", "/sandbox/delete", { chat_id: chatId, message_id: messageId });
export const start = (userId, payload) => request("POST", "/sandbox/start", { user_id: userId, payload });
export const block = (userId, blocked) => request("POST", "/sandbox/block", { user_id: userId, blocked });
export const join = (chatId, member) => request("POST", "/sandbox/join", { chat_id: chatId, member });
export const addPerson = (person) => request("POST", "/sandbox/people", person);
export const addChat = (chat) => request("POST", "/sandbox/chats", chat);
export const advanceClock = (seconds) => request("POST", "/sandbox/clock", { advance: seconds });
export const setClock = (unix) => request("POST", "/sandbox/clock", { to: unix });
