import { describe, expect, test } from "vitest";
import { errorConditions } from "../src/error-conditions.ts";
import { isNormalCondition } from "../src/index.ts";
import { readTree, withText } from "./a-document.ts";

const path = "/OperatingData/Connector/OperatingState/ErrorState[1]/ErrorCondition";
const conditionOf = (reported: string): string | undefined =>
  readTree(withText(path, reported)).data.connector?.errors[0]?.condition;

// gemSpec_Kon V5.18.0, TAB_KON_503, written out once more: a name that gets lost would become UNKNOWN in silence.
const tabKon503 = `
  EC_CardTerminal_Software_Out_Of_Date EC_CardTerminal_gSMC-KT_Certificate_Expires_Soon EC_CardTerminal_Not_Available EC_Connector_Software_Out_Of_Date
  EC_FW_Update_Available EC_FW_Not_Valid_Status_Blocked EC_Time_Sync_Not_Successful EC_TSL_Update_Not_Successful
  EC_TSL_Expiring EC_BNetzA_VL_Update_Not_Successful EC_BNetzA_VL_not_valid EC_TSL_Trust_Anchor_Expiring
  EC_LOG_OVERFLOW EC_CRL_Expiring EC_Time_Sync_Pending_Warning EC_TSL_Out_Of_Date_Within_Grace_Period
  EC_No_VPN_TI_Connection EC_No_VPN_SIS_Connection EC_No_Online_Connection EC_IP_Adresses_Not_Available
  EC_CRL_Out_Of_Date EC_Firewall_Not_Reliable EC_Random_Generator_Not_Reliable EC_Secure_KeyStore_Not_Available
  EC_Security_Log_Not_Writable EC_Software_Integrity_Check_Failed EC_Time_Difference_Intolerable EC_Time_Sync_Pending_Critical
  EC_TSL_Trust_Anchor_Out_Of_Date EC_TSL_Out_Of_Date_Beyond_Grace_Period EC_CRYPTOPERATION_ALARM EC_NK_Certificate_Expiring
  EC_NK_Certificate_Expired EC_TLS_Client_Certificate_Security
`;

describe("an error condition", () => {
  test("has every name of TAB_KON_503", () => {
    expect(new Set(errorConditions)).toEqual(new Set(tabKon503.trim().split(/\s+/)));
  });

  test.each(errorConditions)("of the catalogue is kept: %s", (condition) => {
    expect(conditionOf(condition)).toBe(condition);
    expect(conditionOf(` ${condition}\n`)).toBe(condition);
  });

  test.each(errorConditions.filter((condition) => condition.startsWith("EC_CardTerminal_")))(
    "loses the terminal's ID in every habit of the field: %s",
    (condition) => {
      for (const ctId of ["", "CT_ID_0176", "47", "00-1b-b5-01-02-03", "Anmeldung (links)", "a)(b", " x\ny "]) {
        expect(conditionOf(`${condition}(${ctId})`)).toBe(condition);
      }
    },
  );

  test.each(["0", "3", "12", "1234"])("of the vendor keeps its number: %s", (number) => {
    expect(conditionOf(`EC_OTHER_ERROR_STATE(${number})`)).toBe(`EC_OTHER_ERROR_STATE(${number})`);
  });

  test.each([
    "EC_OTHER_ERROR_STATE",
    "EC_OTHER_ERROR_STATE()",
    "EC_OTHER_ERROR_STATE(12345)",
    "EC_OTHER_ERROR_STATE(-1)",
    "EC_OTHER_ERROR_STATE(Empfang)",
    "EC_OTHER_ERROR_STATE(3)(CT_ID_0176)",
    "EC_OTHER_ERROR_STATE( 3 )",
    "EC_CardTerminal_Not_Available(CT_ID_0176) Empfang",
    "EC_CardTerminal_Praxis_Muster(1)",
    "(CT_ID_0176)",
    "EC_TSL_Expiring(80276883100000004711)",
    "ec_tsl_expiring",
    "EC_TSL_Expiring2",
    "Praxis Dr. Muster",
    "",
  ])("that is anything else becomes UNKNOWN: %j", (reported) => {
    expect(conditionOf(reported)).toBe("UNKNOWN");
  });

  test("is normal at a border only in the form that reading gives", () => {
    const normal = [...errorConditions, "UNKNOWN", "EC_OTHER_ERROR_STATE(9999)"];
    expect(normal.filter((condition) => !isNormalCondition(condition))).toEqual([]);
    for (const reported of ["EC_CardTerminal_Not_Available(1)", "EC_OTHER_ERROR_STATE(12345)", "unknown", " UNKNOWN"]) {
      expect(isNormalCondition(reported)).toBe(false);
    }
  });
});
