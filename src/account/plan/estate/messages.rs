//! Messages in SQS queues. A message that was read is there to be read again until it is deleted.

use serde_json::json;

use super::{answer, uuid};
use crate::account::entity::{EntityKey, Message, Queue};
use crate::account::operation::{DeleteMessage, ReceiveMessage, SendMessage};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

impl Plan for SendMessage {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let queue = planning.queue(&self.queue_url)?;
        let number = queue.latest_message + 1;
        let message =
            Message { queue: queue.name.clone(), number, id: uuid(planning.env), body: self.message_body.clone(), sent: planning.env.now };
        let reply = answer(json!({"MessageId": message.id}));
        planning.put(message);
        planning.put(Queue { latest_message: number, ..queue.clone() });
        Ok(reply)
    }
}

impl Plan for ReceiveMessage {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let queue = planning.queue(&self.queue_url)?;
        let most = self.max_number_of_messages.unwrap_or(1) as usize;
        let messages: Vec<_> = planning
            .account
            .messages_in(&queue.name)
            .take(most)
            .map(|message| {
                json!({
                    "MessageId": message.id,
                    "ReceiptHandle": receipt(message),
                    "Body": message.body,
                })
            })
            .collect();
        Ok(answer(json!({"Messages": (!messages.is_empty()).then_some(messages)})))
    }
}

impl Plan for DeleteMessage {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let queue = planning.queue(&self.queue_url)?;
        let number = self.receipt_handle.split_once('/').and_then(|(number, _)| number.parse().ok()).ok_or_else(|| {
            let message = format!("The input receipt handle \"{}\" is not a valid receipt handle.", self.receipt_handle);
            let refusal = Refusal::new(ErrorCode::ReceiptHandleIsInvalid, message).member("ReceiptHandle");
            refusal.remedy("Take the handle that receive-message gave.")
        })?;
        let mut messages = planning.account.messages_in(&queue.name);
        if messages.any(|message| receipt(message) == self.receipt_handle) {
            planning.remove(&EntityKey::Message { queue: queue.name.clone(), number });
        }
        Ok(Reply::Nothing {})
    }
}

/// What a message is deleted by.
fn receipt(message: &Message) -> String {
    format!("{}/{}", message.number, message.id)
}
