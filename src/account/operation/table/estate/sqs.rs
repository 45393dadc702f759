//! SQS.

macro_rules! sqs {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a queue.
            Write(sqs) CreateQueue {
                required queue_name: String = "QueueName" ESTATE_NAME,
                optional attributes: BTreeMap<String, String> = "Attributes" QUEUE_ATTRIBUTES,
                optional tags: BTreeMap<String, String> = "tags" TAG_MAP,
            }

            /// Lists the queues by their URLs.
            Read(sqs) ListQueues {
                optional queue_name_prefix: String = "QueueNamePrefix" ESTATE_TEXT,
            }

            /// Sends a message to a queue.
            Write(sqs) SendMessage {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                required message_body: String = "MessageBody" MESSAGE_BODY,
            }

            /// Reads messages of a queue. Here they can be read again at once.
            Read(sqs) ReceiveMessage {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                optional max_number_of_messages: u32 = "MaxNumberOfMessages" MESSAGE_COUNT,
            }

            /// Deletes a message that was read.
            Write(sqs) DeleteMessage {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                required receipt_handle: String = "ReceiptHandle" ESTATE_NAME,
            }

            /// Deletes a queue and all messages in it.
            Write(sqs) DeleteQueue {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
            }

            /// Sets a queue's attributes, its policy among them; an empty policy deletes it.
            Write(sqs) SetQueueAttributes {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                required attributes: BTreeMap<String, String> = "Attributes" QUEUE_ATTRIBUTES,
            }

            /// Shows a queue's attributes, those that are asked for.
            Read(sqs) GetQueueAttributes {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                optional attribute_names: Vec<String> = "AttributeNames" QUEUE_ATTRIBUTE_NAMES,
            }

            /// Adds tags to a queue, or changes the value of those it has.
            Write(sqs) TagQueue {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                required tags: BTreeMap<String, String> = "Tags" TAG_MAP,
            }

            /// Removes tags from a queue.
            Write(sqs) UntagQueue {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a queue's tags.
            Read(sqs) ListQueueTags {
                required queue_url: String = "QueueUrl" ESTATE_NAME,
            }
        }
    };
}
