export { type FaultCode, sendDataFault } from "./fault.ts";
export { type SendDataFailure, readSendData } from "./read-send-data.ts";
export { sendDataResponse } from "./send-data-response.ts";
